package dev.nightshift.activities.approval;

import dev.nightshift.activities.file.Folders;
import dev.nightshift.activities.file.Locks;
import dev.nightshift.activities.file.WholeFile;
import dev.nightshift.workflows.durable.ErrorKind;
import dev.nightshift.workflows.values.Decision;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.SignatureException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.time.Duration;
import java.util.Base64;

/**
 * Signs decisions with Ed25519 and checks them. Only the starter holds {@code decisions.key}; a
 * worker needs {@code decisions.pub} alone.
 */
public final class Decisions {
  private static final String ALGORITHM = "Ed25519";
  private static final String PRIVATE = "PRIVATE KEY";
  private static final String PUBLIC = "PUBLIC KEY";
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final Path folder;

  public Decisions(Path keys) {
    this.folder = keys;
  }

  /** Makes the pair when it is not there; two at once make one. */
  public void makeKeys() {
    try {
      Locks.alone(
          folder.resolve(".lock"),
          PATIENCE,
          () -> {
            if (!Files.exists(privateKey()) || !Files.exists(publicKey())) {
              KeyPair pair = KeyPairGenerator.getInstance(ALGORITHM).generateKeyPair();
              WholeFile.write(privateKey(), pem(PRIVATE, pair.getPrivate().getEncoded()));
              WholeFile.write(publicKey(), pem(PUBLIC, pair.getPublic().getEncoded()));
            }
            return null;
          });
    } catch (IOException e) {
      throw ErrorKind.UNAVAILABLE.failure(
          "the keys in " + folder + " cannot be made: " + Folders.why(e), e);
    } catch (RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new IllegalStateException("every JDK since 15 has " + ALGORITHM, e);
    }
  }

  /** The decision with the signature over itself and over what was shown to the person. */
  public Decision sign(String workflow, String base, String verification, Decision decision) {
    try {
      Signature signature = Signature.getInstance(ALGORITHM);
      signature.initSign(readPrivate());
      signature.update(text(workflow, base, verification, decision));
      return new Decision(
          decision.choice(),
          decision.person(),
          decision.patchHash(),
          decision.reason(),
          decision.channel(),
          Base64.getEncoder().encodeToString(signature.sign()));
    } catch (GeneralSecurityException e) {
      throw ErrorKind.UNAUTHORIZED.failure(
          "the key " + privateKey() + " cannot sign; remove both keys and start again", e);
    }
  }

  /** Whether the starter signed exactly this. */
  public boolean verify(String workflow, String base, String verification, Decision decision) {
    try {
      Signature signature = Signature.getInstance(ALGORITHM);
      signature.initVerify(readPublic());
      signature.update(text(workflow, base, verification, decision));
      return signature.verify(Base64.getDecoder().decode(decision.signature()));
    } catch (SignatureException | IllegalArgumentException notOne) {
      return false;
    } catch (GeneralSecurityException e) {
      throw ErrorKind.UNAUTHORIZED.failure(
          "the key " + publicKey() + " cannot be used; remove both keys and start again", e);
    }
  }

  private static byte[] text(String workflow, String base, String verification, Decision decision) {
    return Decision.signedText(
            workflow,
            base,
            decision.patchHash(),
            verification,
            decision.choice(),
            decision.person())
        .getBytes(StandardCharsets.UTF_8);
  }

  private PrivateKey readPrivate() throws GeneralSecurityException {
    return KeyFactory.getInstance(ALGORITHM)
        .generatePrivate(new PKCS8EncodedKeySpec(read(privateKey(), PRIVATE)));
  }

  private PublicKey readPublic() throws GeneralSecurityException {
    return KeyFactory.getInstance(ALGORITHM)
        .generatePublic(new X509EncodedKeySpec(read(publicKey(), PUBLIC)));
  }

  private Path privateKey() {
    return folder.resolve("decisions.key");
  }

  private Path publicKey() {
    return folder.resolve("decisions.pub");
  }

  private static byte[] read(Path file, String kind) {
    try {
      String body =
          Files.readString(file)
              .replace("-----BEGIN " + kind + "-----", "")
              .replace("-----END " + kind + "-----", "");
      return Base64.getMimeDecoder().decode(body.strip());
    } catch (NoSuchFileException e) {
      throw ErrorKind.UNAUTHORIZED.failure(
          "there is no key " + file + ": `./nightshift up` makes it", e);
    } catch (IOException e) {
      throw ErrorKind.UNAVAILABLE.failure(
          "the key " + file + " cannot be read: " + Folders.why(e), e);
    } catch (IllegalArgumentException e) {
      throw ErrorKind.UNAUTHORIZED.failure(
          "the key " + file + " is damaged; remove both keys and start again", e);
    }
  }

  private static byte[] pem(String kind, byte[] key) {
    String body = Base64.getMimeEncoder().encodeToString(key);
    return ("-----BEGIN " + kind + "-----\n" + body + "\n-----END " + kind + "-----\n")
        .getBytes(StandardCharsets.US_ASCII);
  }
}
