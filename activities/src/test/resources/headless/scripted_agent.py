"""An agent that speaks the Agent Client Protocol and thinks by Anthropic's API, for tests. It has a
command line (Bash) and whatever tools it is given, writes down its sessions below its home, and
misbehaves in one way if a word says so."""

import json
import os
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request

WORD = sys.argv[1] if len(sys.argv) > 1 else ""
SESSIONS = os.path.join(os.environ["HOME"], ".scripted")
SHELL = {"name": "Bash", "description": "Runs a command.", "input_schema": {"type": "object"}}

saying = threading.Lock()
answers = {}
answered = threading.Condition()


def say(**message):
    with saying:
        print(json.dumps({"jsonrpc": "2.0", **message}), flush=True)


def ask(method, params):
    """A question of ours to the client."""
    with answered:
        number = f"q{len(answers)}"
        answers[number] = None
    say(id=number, method=method, params=params)
    with answered:
        answered.wait_for(lambda: answers[number] is not None)
        return answers[number]


class Tools:
    """A server of the Model Context Protocol, by the pipes of a process."""

    def __init__(self, server):
        self.process = subprocess.Popen(
            [server["command"], *server["args"]],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            env={**os.environ, **{one["name"]: one["value"] for one in server["env"]}},
        )
        self.number = 0
        self.name = server["name"]
        hello = {"protocolVersion": "2025-06-18", "capabilities": {}}
        self.call("initialize", {**hello, "clientInfo": {"name": "scripted", "version": "1"}})
        self.tell({"method": "notifications/initialized"})
        self.listed = self.call("tools/list", {})["tools"]

    def tell(self, message):
        self.process.stdin.write(json.dumps({"jsonrpc": "2.0", **message}) + "\n")
        self.process.stdin.flush()

    def call(self, method, params):
        self.number += 1
        self.tell({"id": self.number, "method": method, "params": params})
        while True:
            line = json.loads(self.process.stdout.readline())
            if line.get("id") == self.number:
                return line["result"]

    def shapes(self):
        for tool in self.listed:
            name = f"mcp__{self.name}__{tool['name']}"
            yield {
                "name": name,
                "description": tool["description"],
                "input_schema": tool["inputSchema"],
            }

    def use(self, name, arguments):
        tool = name.split("__", 2)[2]
        result = self.call("tools/call", {"name": tool, "arguments": arguments})
        return "".join(block["text"] for block in result["content"])


class Session:
    def __init__(self, name, params, said):
        self.name = name
        self.folder = params["cwd"]
        self.servers = [Tools(server) for server in params["mcpServers"]]
        self.said = said
        self.prompt = None

    @property
    def file(self):
        return os.path.join(SESSIONS, self.name + ".json")

    def update(self, kind, **what):
        say(
            method="session/update",
            params={"sessionId": self.name, "update": {"sessionUpdate": kind, **what}},
        )

    def keep(self):
        os.makedirs(SESSIONS, exist_ok=True)
        with open(self.file + ".new", "w") as file:
            json.dump(self.said, file)
        os.replace(self.file + ".new", self.file)

    def replay(self):
        for message in self.said:
            kind = "agent_message_chunk" if message["role"] == "assistant" else "user_message_chunk"
            for block in message["content"]:
                if block["type"] == "text":
                    self.update(kind, content={"type": "text", "text": "AGAIN " + block["text"]})

    def work(self, number, words):
        self.prompt = number
        try:
            reason = self.turns(words)
        except urllib.error.HTTPError as no:
            self.over(error={"code": -32603, "message": f"the API answered {no.code}: {no.read()}"})
        else:
            self.over(result={"stopReason": reason})

    def over(self, **how):
        with saying:
            number, self.prompt = self.prompt, None
        if number is not None:
            say(id=number, **how)

    def turns(self, words):
        if self.said and self.said[-1]["role"] == "user":
            self.said[-1]["content"].append({"type": "text", "text": words})
        else:
            self.said.append({"role": "user", "content": [{"type": "text", "text": words}]})
        while True:
            self.keep()
            blocks = self.thought()
            self.said.append({"role": "assistant", "content": blocks})
            calls = [block for block in blocks if block["type"] == "tool_use"]
            if not calls:
                self.keep()
                return {"refuses": "refusal", "tires": "max_turn_requests"}.get(WORD, "end_turn")
            results = [self.result(call) for call in calls]
            self.said.append({"role": "user", "content": results})

    def thought(self):
        """What the model says, block for block as it comes."""
        body = {
            "model": "dear" if WORD == "dear" else os.environ["MODEL"],
            "max_tokens": 32000,
            "stream": True,
            "messages": self.said,
            "tools": [SHELL, *(shape for server in self.servers for shape in server.shapes())],
        }
        request = urllib.request.Request(
            os.environ["ADDRESS"] + "/v1/messages",
            json.dumps(body).encode(),
            {"content-type": "application/json", "x-api-key": os.environ["API_KEY"]},
        )
        blocks = []
        with urllib.request.urlopen(request) as answer:
            for line in answer:
                if not line.startswith(b"data: "):
                    continue
                event = json.loads(line[6:])
                if event["type"] == "content_block_start":
                    blocks.append({**event["content_block"], "json": ""})
                delta = event.get("delta", {})
                if delta.get("type") == "text_delta":
                    blocks[-1]["text"] += delta["text"]
                    for piece in (delta["text"][:3], delta["text"][3:]):
                        content = {"type": "text", "text": piece}
                        self.update("agent_message_chunk", content=content)
                if delta.get("type") == "input_json_delta":
                    blocks[-1]["json"] += delta["partial_json"]
        for block in blocks:
            text = block.pop("json")
            if block["type"] == "tool_use":
                block["input"] = json.loads(text)
        return [block for block in blocks if block.get("text") != ""]

    def result(self, call):
        text = self.used(call)
        return {"type": "tool_result", "tool_use_id": call["id"], "content": text}

    def used(self, call):
        name, arguments = call["name"], call["input"]
        self.update("tool_call", toolCallId=call["id"], title=f"Use {name}", status="pending")
        if WORD == "asks" and not self.may(call):
            return "not allowed"
        if name != "Bash":
            return self.servers[0].use(name, arguments)
        ran = subprocess.run(
            ["/bin/bash", "-c", arguments["command"]],
            cwd=self.folder,
            capture_output=True,
            text=True,
        )
        return ran.stdout + ran.stderr

    def may(self, call):
        arguments = call["input"]
        asked = {
            "toolCallId": call["id"],
            "title": f"Use {call['name']}",
            "kind": arguments.get("kind", "execute"),
            "locations": [{"path": path} for path in arguments.get("paths", [])],
        }
        options = [
            {"optionId": "always", "name": "Always", "kind": "allow_always"},
            {"optionId": "yes", "name": "Yes", "kind": "allow_once"},
            {"optionId": "no", "name": "No", "kind": "reject_once"},
        ]
        params = {"sessionId": self.name, "toolCall": asked, "options": options}
        answer = ask("session/request_permission", params)
        return answer["result"]["outcome"] == {"outcome": "selected", "optionId": "yes"}


def initialize(number, params):
    assert params["protocolVersion"] == 1, params
    assert not params["clientCapabilities"]["fs"]["readTextFile"], params
    version = 2 if WORD == "newer" else 1
    say(
        id=number,
        result={
            "protocolVersion": version,
            "agentCapabilities": {"loadSession": WORD != "forgets"},
            "authMethods": [],
        },
    )


def open_session(number, params):
    if WORD == "locked":
        say(id=number, error={"code": -32000, "message": "Authentication required"})
        return None
    session = Session(f"sess_{time.time_ns()}", params, [])
    say(id=number, result={"sessionId": session.name})
    return session


def load_session(number, params):
    session = Session(params["sessionId"], params, [])
    try:
        with open(session.file) as file:
            session.said = json.load(file)
    except OSError as gone:
        say(id=number, error={"code": -32602, "message": str(gone)})
        return None
    session.replay()
    say(id=number, result=None)
    return session


def main():
    if WORD == "mute":
        sys.stdin.read()
        time.sleep(3600)
    while WORD == "babbles":
        print("What a beautiful day it is.", flush=True)
    print("Scripted agent 1.0, and this line is no JSON")
    session = None
    for line in sys.stdin:
        message = json.loads(line)
        method, params = message.get("method"), message.get("params")
        if method is None:
            with answered:
                answers[message["id"]] = message
                answered.notify_all()
        elif method == "initialize":
            initialize(message["id"], params)
        elif method == "session/new":
            session = open_session(message["id"], params)
        elif method == "session/load":
            session = load_session(message["id"], params)
        elif method == "session/prompt":
            if WORD == "files":
                read = {"sessionId": session.name, "path": session.folder + "/models/orders.sql"}
                threading.Thread(
                    target=lambda: print(ask("fs/read_text_file", read), file=sys.stderr)
                ).start()
            words = params["prompt"][0]["text"]
            threading.Thread(
                target=session.work, args=(message["id"], words), daemon=True
            ).start()
        elif method == "session/cancel":
            with open(os.path.join(session.folder, "cancelled.sql"), "w") as file:
                file.write("select 1\n")
            session.over(result={"stopReason": "cancelled"})
    os._exit(0)


if __name__ == "__main__":
    main()
