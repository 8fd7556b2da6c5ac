package dev.nightshift.activities.model;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.nightshift.activities.configuration.Settings;
import dev.nightshift.workflows.values.Usage;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** A question as it is sent, about how long it is, and the hash that it is known by. */
final class Request {
  private final byte[] content;
  private final String hash;

  private Request(byte[] content, String hash) {
    this.content = content;
    this.hash = hash;
  }

  static Request of(ObjectNode said) {
    byte[] content = Exact.bytes(said);
    try {
      MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
      return new Request(content, HexFormat.of().formatHex(sha256.digest(content)));
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  BodyPublisher body() {
    return BodyPublishers.ofByteArray(content);
  }

  String hash() {
    return hash;
  }

  long tokens() {
    return Measure.request(content.length);
  }

  /** The most that it can cost. */
  Usage most(Settings.Model model) {
    return Measure.most(model, tokens());
  }
}
