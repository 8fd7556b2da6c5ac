package dev.nightshift.activities.sql;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The texts that one template can become, as far as their shape goes: each branch of each {@code
 * if} stands in at least one of them, a loop's body once, what is captured or defined in none.
 */
final class Branches {
  private static final Pattern TAG = Pattern.compile("\\{%[-+]?\\s*(\\w+)");
  private static final Pattern CAPTURE = Pattern.compile("\\{%[-+]?\\s*set\\s+\\w+\\s*[-+]?%}");

  /** More ways than people read at once; beyond, the text is left alone. */
  private static final int MOST = 8;

  /** Nobody reads a template that goes deeper, and each level costs for every token. */
  private static final int DEEPEST = 100;

  private Branches() {}

  static List<List<Token>> of(List<Token> tokens) {
    int variants = 1;
    Deque<Integer> counts = new ArrayDeque<>();
    for (Token token : tokens) {
      switch (tag(token)) {
        case "if" -> counts.push(1);
        case "elif", "else" -> {
          if (!counts.isEmpty() && counts.peek() > 0) {
            counts.push(counts.pop() + 1);
            variants = Math.max(variants, counts.peek());
          }
        }
        case "for" -> counts.push(0);
        case "endif", "endfor" -> counts.poll();
        default -> {}
      }
    }
    if (variants > MOST) {
      throw new Undecided("the template has too many branches");
    }
    List<List<Token>> all = new ArrayList<>();
    for (int i = 0; i < variants; i++) {
      all.add(variant(tokens, i));
    }
    return all;
  }

  private record Block(String tag, int branches, int branch) {}

  private static List<Token> variant(List<Token> tokens, int wanted) {
    List<Token> kept = new ArrayList<>();
    Deque<Block> open = new ArrayDeque<>();
    for (int i = 0; i < tokens.size(); i++) {
      Token token = tokens.get(i);
      if (token.kind() != Token.Kind.STATEMENT) {
        if (open.stream().allMatch(block -> isKept(block, wanted))) {
          kept.add(token);
        }
        continue;
      }
      if (open.size() > DEEPEST) {
        throw new Undecided("the template's blocks are nested deeper than can be followed");
      }
      String tag = tag(token);
      switch (tag) {
        case "if" -> open.push(new Block(tag, branchesOf(tokens, i), 0));
        case "for", "macro", "call", "filter", "raw", "test", "snapshot" ->
            open.push(new Block(tag, 1, 0));
        case "set" -> {
          if (CAPTURE.matcher(token.text()).matches()) {
            open.push(new Block(tag, 1, 0));
          }
        }
        case "elif", "else" -> {
          Block block = close(open, tag);
          open.push(new Block(block.tag(), block.branches(), block.branch() + 1));
        }
        default -> {
          if (tag.startsWith("end")) {
            Block block = close(open, tag);
            if (!tag.equals("end" + block.tag())) {
              throw new Undecided("a Jinja block is closed by {% " + tag + " %}");
            }
          }
        }
      }
    }
    if (!open.isEmpty()) {
      throw new Undecided("a Jinja block {% " + open.peek().tag() + " %} has no end");
    }
    return kept;
  }

  private static Block close(Deque<Block> open, String tag) {
    if (open.isEmpty()) {
      throw new Undecided("{% " + tag + " %} closes no block");
    }
    return open.pop();
  }

  private static boolean isKept(Block block, int wanted) {
    return switch (block.tag()) {
      case "if" -> block.branch() == Math.min(wanted, block.branches() - 1);
      case "for" -> block.branch() == 0;
      case "snapshot" -> true;
      default -> false;
    };
  }

  private static int branchesOf(List<Token> tokens, int start) {
    int depth = 0;
    int branches = 1;
    for (int i = start + 1; i < tokens.size(); i++) {
      String tag = tag(tokens.get(i));
      if (tag.equals("endif") || tag.equals("endfor")) {
        if (depth == 0) {
          return branches;
        }
        depth--;
      } else if (tag.equals("if") || tag.equals("for")) {
        depth++;
      } else if (depth == 0 && (tag.equals("elif") || tag.equals("else"))) {
        branches++;
      }
    }
    return branches;
  }

  private static String tag(Token token) {
    if (token.kind() != Token.Kind.STATEMENT) {
      return "";
    }
    Matcher matcher = TAG.matcher(token.text());
    return matcher.find() ? matcher.group(1) : "";
  }
}
