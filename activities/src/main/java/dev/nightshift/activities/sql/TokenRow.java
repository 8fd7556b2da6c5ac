package dev.nightshift.activities.sql;

import java.util.List;

/** Tokens that may be asked for what stands at any place, beyond their ends too. */
record TokenRow(List<Token> tokens) {
  boolean is(int i, String word) {
    return i >= 0 && i < tokens.size() && tokens.get(i).is(word);
  }

  Token at(int i) {
    return tokens.get(i);
  }

  int size() {
    return tokens.size();
  }

  /** Where the word stands, from here on; the end where it does not. */
  int next(int from, String word) {
    int i = from;
    while (i < size() && !is(i, word)) {
      i++;
    }
    return i;
  }
}
