package dev.nightshift.activities.headless;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.nightshift.activities.blob.FileBlobs;
import dev.nightshift.workflows.values.BlobRef;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CirclesTest {
  @TempDir Path folder;
  private final Circles circles = new Circles();

  private BlobRef text(String text) {
    return new FileBlobs(folder).putText("a.txt", text);
  }

  private void took(String arguments, String patch, String answer, boolean refused) {
    circles.took("node", text(arguments), patch == null ? null : text(patch), answer, refused);
  }

  @Test
  void the_same_call_with_the_same_answer_is_a_circle_at_the_third_time() {
    took("x", null, "same", false);
    took("y", null, "same", false);
    took("x", null, "same", false);
    assertEquals("", circles.why());
    took("x", null, "same", false);
    assertEquals("it used node in the same way 3 times, and it gave the same", circles.why());
  }

  @Test
  void another_answer_or_another_edit_is_none() {
    took("x", null, "one", false);
    took("x", null, "other", false);
    took("x", "a patch", "one", false);
    took("x", "another patch", "one", false);
    took("x", null, "one", false);
    assertEquals("", circles.why());
  }

  @Test
  void five_refusals_with_nothing_between_end_it() {
    for (int n = 0; n < 4; n++) {
      took("x" + n, null, "no", true);
    }
    took("y", null, "yes", false);
    for (int n = 0; n < 4; n++) {
      took("z" + n, null, "no", true);
    }
    assertEquals("", circles.why());
    took("last", null, "no", true);
    assertEquals("the last 5 things that it wanted to do were refused", circles.why());
  }
}
