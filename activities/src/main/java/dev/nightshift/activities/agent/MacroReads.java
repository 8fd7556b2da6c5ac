package dev.nightshift.activities.agent;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Whether a template gives a table's name to something that may read it: a macro, or a method such
 * as {@code adapter.get_relation}. dbt's own calls that read something else, or a variable that is
 * merely called like the table, give nothing of it; nor does a name that is only set.
 */
final class MacroReads {
  private static final Pattern BLOCK =
      Pattern.compile("(?s)\\{#.*?#\\}|\\{\\{.*?\\}\\}|\\{%.*?%\\}");

  private static final Pattern NAMED =
      Pattern.compile("(?s)\\{%[-+]?\\s*(?:set\\s+(\\w+)\\s*=|for\\s+(\\w+)\\s+in\\b).*");

  private static final Pattern TOKEN =
      Pattern.compile(
          "(?s)(?<call>[A-Za-z_][\\w.]*)\\s*\\(|(?<open>[(\\[{])|(?<close>[)\\]}])"
              + "|'(?<single>[^']*)'|\"(?<double>[^\"]*)\"|(?<name>[A-Za-z_]\\w*)|(?<comma>,)");

  /** What they are given is the name of something else: a model, a setting, another source. */
  private static final Set<String> ELSEWHERE = Set.of("ref", "source", "config");

  private static final Set<String> VARIABLES = Set.of("var", "env_var");

  private final String table;

  /** The names that the template itself gave to the table's name. */
  private final Set<String> names = new HashSet<>();

  private MacroReads(String table) {
    this.table = table;
  }

  static boolean in(String template, String table) {
    MacroReads reads = new MacroReads(table);
    return BLOCK.matcher(template).results().anyMatch(block -> reads.block(block.group()));
  }

  private boolean block(String block) {
    if (block.startsWith("{#")) {
      return false;
    }
    Matcher named = NAMED.matcher(block);
    String name = named.matches() ? (named.group(1) == null ? named.group(2) : named.group(1)) : "";
    Deque<Call> calls = new ArrayDeque<>();
    Matcher token = TOKEN.matcher(block.substring(2, block.length() - 2));
    while (token.find()) {
      if (token.group("call") != null || token.group("open") != null) {
        calls.push(new Call(token.group("call") == null ? "" : token.group("call")));
      } else if (token.group("close") != null) {
        calls.poll();
      } else if (token.group("comma") != null && !calls.isEmpty()) {
        calls.peek().argument++;
      } else if (isTable(token) && !isElsewhere(calls)) {
        if (calls.stream().anyMatch(Call::mayRead)) {
          return true;
        }
        names.add(name);
      }
    }
    return false;
  }

  private boolean isTable(Matcher token) {
    return table.equals(token.group("single"))
        || table.equals(token.group("double"))
        || (token.group("name") != null && names.contains(token.group("name")));
  }

  private static boolean isElsewhere(Deque<Call> calls) {
    return calls.stream()
        .anyMatch(
            call ->
                ELSEWHERE.contains(call.name)
                    || (VARIABLES.contains(call.name) && call.argument == 0));
  }

  /** A bracket that is open; one that calls nothing has no name. */
  private static final class Call {
    private final String name;
    private int argument;

    Call(String name) {
      this.name = name;
    }

    boolean mayRead() {
      return !name.isEmpty() && !VARIABLES.contains(name);
    }
  }
}
