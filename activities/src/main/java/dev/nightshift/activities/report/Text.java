package dev.nightshift.activities.report;

/** Markdown as it grows: whatever begins anew has an empty line above it. */
final class Text {
  private final StringBuilder written = new StringBuilder();

  Text append(Object words) {
    written.append(words);
    return this;
  }

  void heading(String words) {
    gap();
    written.append("## ").append(words).append("\n\n");
  }

  void paragraph(String markdown) {
    gap();
    written.append(markdown.stripTrailing()).append('\n');
  }

  void gap() {
    if (!written.isEmpty() && !endsWith("\n\n")) {
      written.append(endsWith("\n") ? "\n" : "\n\n");
    }
  }

  private boolean endsWith(String end) {
    int from = written.length() - end.length();
    return from >= 0 && written.indexOf(end, from) == from;
  }

  int length() {
    return written.length();
  }

  void cutTo(int length) {
    written.setLength(length);
  }

  @Override
  public String toString() {
    return written.toString();
  }
}
