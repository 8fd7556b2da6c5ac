package dev.nightshift.activities.gate;

import com.fasterxml.jackson.databind.JsonNode;
import dev.nightshift.activities.artifacts.Manifest;
import dev.nightshift.activities.blob.Blobs;
import dev.nightshift.activities.git.Checkouts;
import dev.nightshift.activities.git.Checkouts.Checkout;
import dev.nightshift.workflows.durable.Converter;
import dev.nightshift.workflows.durable.ErrorKind;
import dev.nightshift.workflows.ports.Gate.Examination;
import dev.nightshift.workflows.values.BlobRef;
import dev.nightshift.workflows.values.Cause;
import dev.nightshift.workflows.values.DbtResult;
import dev.nightshift.workflows.values.DbtResult.NodeResult;
import dev.nightshift.workflows.values.KnowledgeMatch;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;

/** Gathers once what the rules look at. */
final class Exhibits {
  private final Checkouts checkouts;
  private final Blobs blobs;

  Exhibits(Checkouts checkouts, Blobs blobs) {
    this.checkouts = checkouts;
    this.blobs = blobs;
  }

  Exhibit of(Examination examination) {
    if (examination.patched() == null || examination.patched().patch() == null) {
      throw ErrorKind.BAD_INPUT.failure("the gate was given no patch to judge");
    }
    String attempt = "gate-" + UUID.randomUUID();
    try (Checkout base = checkouts.open(examination.patched().with(null), attempt + "-base");
        Checkout patched = checkouts.open(examination.patched(), attempt + "-patched")) {
      Map<String, FileChange> files = new LinkedHashMap<>();
      for (String path : patched.changedFiles()) {
        files.put(path, change(path, base, patched));
      }
      FileChange.Side settings = side(base.project().resolve("dbt_project.yml"));
      return new Exhibit(
          files,
          Layout.of(settings == null ? "" : settings.text()),
          examination.causes(),
          examination.policy(),
          examination.wasRun() ? Optional.of(runs(examination)) : Optional.empty(),
          named(examination, base));
    }
  }

  private static Map<String, Set<String>> named(Examination examination, Checkout base) {
    Map<String, Set<String>> named = new LinkedHashMap<>();
    examination.causes().stream()
        .map(Cause::known)
        .filter(page -> page != null && page.change() == null)
        .forEach(page -> named.put(page.entry(), named(page, base)));
    return named;
  }

  /** What stands there as code and is a file of the repository, by its path from the project. */
  private static Set<String> named(KnowledgeMatch page, Checkout base) {
    Set<String> files = new TreeSet<>();
    for (String name : page.named()) {
      for (Path from : List.of(base.project(), base.root())) {
        Path file = from.resolve(name).normalize();
        if (file.startsWith(base.root().normalize())
            && Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
          files.add(base.project().normalize().relativize(file).toString().replace('\\', '/'));
        }
      }
    }
    return files;
  }

  private static FileChange change(String path, Checkout base, Checkout patched) {
    Path inRepository = patched.root().relativize(patched.project().resolve(path).normalize());
    return new FileChange(
        path.replace('\\', '/'),
        inRepository.toString().replace('\\', '/'),
        side(base.project().resolve(path)),
        side(patched.project().resolve(path)));
  }

  /** A link is not followed: a reviewer cannot read what it will lead to. */
  private static FileChange.Side side(Path file) {
    try {
      if (Files.isSymbolicLink(file)) {
        return FileChange.Side.unreadable();
      }
      return Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)
          ? FileChange.Side.of(Files.readAllBytes(file))
          : null;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Runs runs(Examination examination) {
    return new Runs(
        manifest(examination.before().manifest()),
        manifest(examination.after().manifest()),
        statuses(examination.before()),
        statuses(examination.after()),
        said(examination.after()),
        examination.after().errors(),
        examination.after().notEnded());
  }

  private Manifest manifest(BlobRef ref) {
    if (ref == null) {
      return null;
    }
    try (InputStream stream = blobs.open(ref)) {
      return Manifest.read(stream);
    } catch (IOException e) {
      throw ErrorKind.UNREADABLE.failure("the manifest of a run in the sandbox is not JSON", e);
    }
  }

  private static Map<String, String> said(DbtResult result) {
    Map<String, String> said = new HashMap<>();
    result.red().forEach(node -> said.put(node.node(), node.message()));
    return said;
  }

  /** All statuses by the run's own results; the red ones alone where there are none. */
  private Map<String, String> statuses(DbtResult result) {
    Map<String, String> statuses = new HashMap<>();
    for (NodeResult node : result.red()) {
      statuses.put(node.node(), node.status());
    }
    if (result.runResults() == null) {
      return statuses;
    }
    try (InputStream stream = blobs.open(result.runResults())) {
      for (JsonNode node : Converter.json().readTree(stream).path("results")) {
        statuses.put(node.path("unique_id").asText(), node.path("status").asText());
      }
      return statuses;
    } catch (IOException e) {
      throw ErrorKind.UNREADABLE.failure("the results of a run in the sandbox are not JSON", e);
    }
  }
}
