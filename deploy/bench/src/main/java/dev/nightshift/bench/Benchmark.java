package dev.nightshift.bench;

import java.util.List;
import java.util.function.Consumer;

/** Something measured against a peer in one run; a line in {@link Bench} registers it. */
public interface Benchmark {
  String name();

  /** What its figures show, in a sentence. */
  String shows();

  /** Progress goes to whoever looks meanwhile. */
  List<Figure> run(Consumer<String> progress) throws Exception;
}
