package dev.nightshift.starter.flows;

import dev.nightshift.workflows.ports.Claims;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A ledger that keeps what it is told. */
public final class FakeClaims implements Claims {
  public final List<String> told = new ArrayList<>();

  @Override
  public Holder claim(String project, String key, String owner, String note) {
    told.add(String.join(" | ", project, key, owner, note));
    return new Holder(owner, note, true);
  }

  @Override
  public void release(String project, String key, String owner) {
    told.add(String.join(" | ", "released", project, key, owner));
  }

  @Override
  public Map<String, String> held(String project, String beginning) {
    return Map.of();
  }
}
