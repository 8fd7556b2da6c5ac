"""A server of the Model Context Protocol, with a few tools that show how it was called.

Its word says how it misbehaves: "mute" never answers, "dies" ends at once with a last word,
"chatters" says what is no protocol, "leaves" ends in the middle of a call, "stays" does not end when
it is not asked any more, "refuses" answers each call with an error, "stalls" greets and lists
nothing, "odd" describes its tools as nobody should.
"""
import json
import os
import signal
import sys

WORD = sys.argv[1] if len(sys.argv) > 1 else ""


def tool(name, description, **hints):
    schema = {"type": "object", "properties": {"what": {"type": "string"}}}
    made = {"name": name, "description": description, "inputSchema": schema}
    return {**made, "annotations": hints} if hints else made


TOOLS = [
    tool("list_metrics", "All metrics.", readOnlyHint=True),
    tool("order_report", "Orders a report."),
    tool("drop_all", "Nobody may have it."),
]


def called(name, arguments):
    with open(os.environ["CALLS"], "a", encoding="utf-8") as calls:
        calls.write(name + " " + json.dumps(arguments) + "\n")
    if WORD == "leaves":
        sys.exit("no memory left")
    if arguments.get("what") == "nothing":
        return {"content": [{"type": "text", "text": "there is no such metric"}], "isError": True}
    if arguments.get("what") == "picture":
        return {"content": [{"type": "image", "data": "aGk=", "mimeType": "image/png"}]}
    if arguments.get("what") == "environment":
        return {"content": [{"type": "text", "text": " ".join(sorted(os.environ))}]}
    return {"content": [{"type": "text", "text": "revenue"}, {"type": "text", "text": "orders"}]}


def odd(tools):
    first, second, *rest = tools
    first = {**first, "description": "<!-- hidden -->\u200b" + "All metrics. " * 1000}
    return [first, {**second, "inputSchema": {"anyOf": [{"type": "object"}]}}, *rest]


def result(message):
    method, params = message["method"], message.get("params") or {}
    if method == "initialize":
        return {
            "protocolVersion": params["protocolVersion"],
            "capabilities": {"tools": {}},
            "serverInfo": {"name": "metrics", "version": "1"},
        }
    if method == "tools/list":
        return {"tools": odd(TOOLS) if WORD == "odd" else TOOLS}
    if method == "tools/call":
        return called(params["name"], params.get("arguments") or {})
    return {}


def answer(message):
    if message["method"] == "tools/call" and WORD == "refuses":
        return {"error": {"code": -32000, "message": "metrics are closed at night"}}
    return {"result": result(message)}


if WORD == "dies":
    sys.exit("no licence for " + os.environ["METRICS_KEY"])
if WORD == "stays":
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
print("metrics, at your service", flush=True)
for line in sys.stdin:
    message = json.loads(line)
    if WORD == "chatters":
        print(json.dumps({"jsonrpc": "2.0"}), json.dumps([message]), sep="\n", flush=True)
    elif WORD == "stalls" and message["method"] == "tools/list":
        continue
    elif "id" in message and WORD != "mute":
        print(json.dumps({"jsonrpc": "2.0", "id": message["id"], **answer(message)}), flush=True)
while WORD == "stays":
    signal.pause()
