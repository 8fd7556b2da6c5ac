package dev.nightshift.starter.cli;

import dev.nightshift.activities.blob.Blobs;
import dev.nightshift.starter.flows.FakeAgentRuns;
import dev.nightshift.starter.flows.FakeFlows;
import dev.nightshift.starter.flows.Signature;
import dev.nightshift.workflows.durable.ErrorKind;
import dev.nightshift.workflows.durable.Ids;
import dev.nightshift.workflows.values.BlobRef;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Doors to nothing but memory. */
public final class FakeDoors implements Doors, Blobs {
  public final FakeFlows flows = new FakeFlows();
  public final Map<String, byte[]> blobs = new HashMap<>();
  public final FakeAgentRuns agentRuns = new FakeAgentRuns();
  public final FakeTestRuns testRuns = new FakeTestRuns();
  public final List<Object> moreCommands = new ArrayList<>();
  public String gitPerson = "";

  @Override
  public FakeFlows flows() {
    return flows;
  }

  @Override
  public FakeFlows promptFlows() {
    return flows;
  }

  @Override
  public FakeFlows hookFlows() {
    return flows;
  }

  @Override
  public FakeTestRuns testRuns() {
    return testRuns;
  }

  @Override
  public Blobs blobs() {
    return this;
  }

  @Override
  public Signature signature() {
    return (workflow, waiting, choice, person) -> "signed:" + workflow + ":" + person;
  }

  @Override
  public String gitPerson() {
    return gitPerson;
  }

  @Override
  public List<Object> moreCommands() {
    return moreCommands;
  }

  @Override
  public FakeAgentRuns agentRuns() {
    return agentRuns;
  }

  @Override
  public BlobRef put(String name, byte[] content) {
    String hash = Ids.hash(new String(content, StandardCharsets.ISO_8859_1));
    blobs.put(hash, content);
    return new BlobRef(hash, content.length, name);
  }

  @Override
  public BlobRef put(String name, Path file) {
    try {
      return put(name, Files.readAllBytes(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public byte[] read(BlobRef ref) {
    return Optional.ofNullable(blobs.get(ref.sha256()))
        .orElseThrow(() -> ErrorKind.BLOB_MISSING.failure(ref.name() + " is gone"));
  }

  @Override
  public InputStream open(BlobRef ref) {
    return new ByteArrayInputStream(read(ref));
  }
}
