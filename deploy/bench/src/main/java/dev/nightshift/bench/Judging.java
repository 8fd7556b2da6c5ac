package dev.nightshift.bench;

import dev.nightshift.starter.cli.Desk;
import java.io.IOException;
import java.util.List;

/** A measure of a folder of others' work; by its exit code it says whether the bar is met. */
record Judging(String name, String shows, Judge judge) {
  interface Judge {
    int run(List<String> words, boolean json, Desk desk) throws IOException, InterruptedException;
  }
}
