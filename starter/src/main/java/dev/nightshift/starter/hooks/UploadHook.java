package dev.nightshift.starter.hooks;

import dev.nightshift.activities.blob.Deposits;
import dev.nightshift.starter.http.Answers;
import dev.nightshift.workflows.durable.ErrorKind;
import dev.nightshift.workflows.durable.Ids;
import dev.nightshift.workflows.values.BlobRef;
import io.javalin.http.Context;
import io.temporal.failure.ApplicationFailure;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * {@code PUT /hooks/artifacts?sha256=HASH}: a file of a run, from a sender without a shared disk.
 * What is signed is the hash, so that a stranger is refused before a byte is read; the bytes are
 * kept only when they have this hash.
 */
public final class UploadHook {
  public static final String PATH = "/hooks/artifacts";

  /** Manifests of the largest projects have some hundred megabytes. */
  static final long LARGEST = 1L << 30;

  /** They are long, and a run that is told of must find a place. */
  private static final int MOST_AT_ONCE = 4;

  private static final Logger log = LoggerFactory.getLogger(UploadHook.class);
  private static final Pattern HASH = Pattern.compile("[0-9a-f]{64}");
  private static final String OF_NOTHING = Ids.hash("");

  private final Deposits deposits;
  private final Optional<HookSignature> signature;
  private final long largest;
  private final Semaphore places = new Semaphore(MOST_AT_ONCE);

  public UploadHook(Deposits deposits, Optional<String> secret, InstantSource clock) {
    this(deposits, secret, clock, LARGEST);
  }

  UploadHook(Deposits deposits, Optional<String> secret, InstantSource clock, long largest) {
    this.deposits = deposits;
    this.signature = secret.map(value -> new HookSignature(value, clock));
    this.largest = largest;
  }

  public void receive(Context http) {
    if (signature.isEmpty()) {
      RunHook.off(http);
      return;
    }
    String hash = Optional.ofNullable(http.queryParam("sha256")).orElse("");
    if (!HASH.matcher(hash).matches()) {
      refuse(http, 400, "the address has no ?sha256= with the file's hash in small letters");
      return;
    }
    Optional<String> objection =
        signature
            .get()
            .objection(http.header(HookSignature.HEADER), hash.getBytes(StandardCharsets.US_ASCII));
    if (objection.isPresent()) {
      refuse(http, 401, objection.get());
    } else if (hash.equals(OF_NOTHING)) {
      refuse(http, 400, "this is the hash of nothing: the file is empty");
    } else if (http.req().getContentLengthLong() > largest) {
      refuse(http, 413, tooLarge());
    } else {
      inPlace(http, hash);
    }
  }

  private void inPlace(Context http, String hash) {
    if (!places.tryAcquire()) {
      http.header("Retry-After", "5");
      refuse(http, 503, "too many files come at once; try again");
      return;
    }
    try {
      take(http, hash);
    } finally {
      places.release();
    }
  }

  private void take(Context http, String hash) {
    Incoming incoming = new Incoming(http, largest);
    try {
      Optional<BlobRef> kept = deposits.take(hash, incoming);
      if (kept.isEmpty()) {
        refuse(http, 400, "what came has another hash; was the file written meanwhile?");
        return;
      }
      log.info("a file of {} bytes was brought: {}", kept.get().size(), kept.get().shortHash());
      Answers.json(http, 200, new Kept(hash, kept.get().size()));
    } catch (ApplicationFailure failure) {
      if (incoming.isTooLarge()) {
        refuse(http, 413, tooLarge());
      } else if (incoming.brokeOff()) {
        refuse(http, 400, "the file did not arrive whole");
      } else {
        log.warn("A file could not be kept: {}", ErrorKind.messageOf(failure));
        http.header("Retry-After", "60");
        Answers.refuse(http, 503, "it cannot be kept here for now; the starter's log says why");
      }
    }
  }

  private String tooLarge() {
    return "the file is larger than " + (largest >> 20) + " MB";
  }

  private static void refuse(Context http, int status, String why) {
    log.info("A file was refused: {}", why);
    Answers.refuse(http, status, why);
  }

  /** What is kept now, to be named in a notice. */
  record Kept(String sha256, long size) {}
}
