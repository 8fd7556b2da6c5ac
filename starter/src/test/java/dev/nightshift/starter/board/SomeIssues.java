package dev.nightshift.starter.board;

import java.util.List;
import java.util.Optional;

/** None, until a test says that there are. */
final class SomeIssues implements Issues {
  boolean there;

  private final Opened opened =
      new Opened(
          "larkspur", 7, "Payments <b>twice</b>", "kim", "open", BoardStage.BEGAN + 60_000, 2);

  @Override
  public List<Opened> latest() {
    return there ? List.of(opened) : List.of();
  }

  @Override
  public Optional<Page> page(String project, int number) {
    return there && project.equals("larkspur") && number == 7
        ? Optional.of(
            new Page(
                opened,
                "Batch `2026-11-20` was delivered twice.\n<script>alert(1)</script>",
                List.of(
                    new Said(
                        "nightshift", "214 payments, all pairs equal.", BoardStage.BEGAN + 61_000),
                    new Said("lee", "I asked the provider.", BoardStage.BEGAN + 90_000))))
        : Optional.empty();
  }
}
