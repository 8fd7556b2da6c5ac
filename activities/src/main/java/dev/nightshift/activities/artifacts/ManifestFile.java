package dev.nightshift.activities.artifacts;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A manifest of any size: read through once for where things are, then only what is asked for is
 * read again.
 */
final class ManifestFile implements Resources {
  private static final Set<String> RESOURCES = Set.copyOf(Manifest.RESOURCES);

  private final ArtifactFile file;
  private final Places resources = new Places();
  private final List<String> sources = new ArrayList<>();
  private final List<String> macros = new ArrayList<>();
  private final Map<String, Places> maps =
      Map.of("parent_map", new Places(), "child_map", new Places());
  private JsonNode metadata = MissingNode.getInstance();

  private ManifestFile(ArtifactFile file) {
    this.file = file;
  }

  static ManifestFile of(ArtifactFile file) {
    ManifestFile manifest = new ManifestFile(file);
    Set<String> fields = new HashSet<>();
    file.eachMember(
        (name, scan) -> {
          fields.add(name);
          manifest.field(name, scan);
        });
    file.check(manifest.metadata, fields);
    return manifest;
  }

  private void field(String name, JsonScan scan) throws IOException {
    if (name.equals("metadata")) {
      metadata = file.valueHere(scan);
    } else if (name.equals("nodes") && scan.peek() != '{') {
      throw file.refusal("has nodes that are no object; hand over the file that dbt wrote.");
    } else if (name.equals("macros") && scan.peek() == '{') {
      names(macros, scan);
    } else if (scan.peek() == '{' && (RESOURCES.contains(name) || maps.containsKey(name))) {
      note(maps.getOrDefault(name, resources), name.equals("sources"), scan);
    } else {
      scan.skipValue();
    }
  }

  private static void names(List<String> names, JsonScan scan) throws IOException {
    scan.take('{');
    for (boolean first = true; scan.another(first, '}'); first = false) {
      names.add(scan.name());
      scan.skipValue();
    }
  }

  private void note(Places places, boolean ofSources, JsonScan scan) throws IOException {
    scan.take('{');
    for (boolean first = true; scan.another(first, '}'); first = false) {
      String id = ofSources ? scan.name() : "";
      long hash = ofSources ? Places.hash(id) : scan.nameHash();
      scan.peek();
      long begun = scan.offset();
      scan.skipValue();
      Places.Place place = Places.Place.between(begun, scan.offset());
      places.put(hash, place.offset(), place.length());
      if (ofSources) {
        sources.add(id);
      }
    }
  }

  @Override
  public JsonNode metadata() {
    return metadata;
  }

  @Override
  public boolean has(String id) {
    return resources.of(id) != null;
  }

  @Override
  public Optional<Manifest.Node> node(String id) {
    return Optional.ofNullable(resources.of(id))
        .map(place -> new Manifest.Node(id, file.valueAt(place)));
  }

  @Override
  public List<String> sources() {
    return List.copyOf(sources);
  }

  @Override
  public List<String> macroIds() {
    return List.copyOf(macros);
  }

  @Override
  public List<String> parents(String id) {
    return mapped("parent_map", id);
  }

  @Override
  public List<String> children(String id) {
    return mapped("child_map", id);
  }

  private List<String> mapped(String map, String id) {
    Places.Place place = maps.get(map).of(id);
    return place == null ? List.of() : Manifest.texts(file.valueAt(place));
  }
}
