package dev.nightshift.activities.configuration;

import dev.nightshift.workflows.values.Pace;
import dev.nightshift.workflows.values.Policy;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** A project in the making: what is not said is as where the file does not say it. */
public final class ProjectDraft {
  private final String name;
  private final String repository;
  private String branch;
  private String subfolder;
  private String target;
  private String profile;
  private Path artifacts;
  private Map<String, String> environment;
  private Settings.Warehouse warehouse;
  private Settings.Knowledge knowledge;
  private String engine;
  private List<Role> roles;
  private Policy policy;
  private Pace pace;
  private List<String> needs;
  private Path dbt;
  private Settings.Host host;
  private Settings.DbtCloud dbtCloud;
  private Map<String, String> owners;
  private Settings.Within within;

  ProjectDraft(String name, String repository) {
    this.name = name;
    this.repository = repository;
  }

  public ProjectDraft branch(String branch) {
    this.branch = branch;
    return this;
  }

  public ProjectDraft subfolder(String subfolder) {
    this.subfolder = subfolder;
    return this;
  }

  public ProjectDraft target(String target) {
    this.target = target;
    return this;
  }

  public ProjectDraft profile(String profile) {
    this.profile = profile;
    return this;
  }

  public ProjectDraft artifacts(Path artifacts) {
    this.artifacts = artifacts;
    return this;
  }

  /** All of it, unless {@link #needs} says that more is needed. */
  public ProjectDraft environment(Map<String, String> environment) {
    this.environment = environment;
    return this;
  }

  public ProjectDraft warehouse(Settings.Warehouse warehouse) {
    this.warehouse = warehouse;
    return this;
  }

  public ProjectDraft knowledge(Settings.Knowledge knowledge) {
    this.knowledge = knowledge;
    return this;
  }

  public ProjectDraft engine(String engine) {
    this.engine = engine;
    return this;
  }

  public ProjectDraft roles(List<Role> roles) {
    this.roles = roles;
    return this;
  }

  public ProjectDraft policy(Policy policy) {
    this.policy = policy;
    return this;
  }

  public ProjectDraft pace(Pace pace) {
    this.pace = pace;
    return this;
  }

  public ProjectDraft needs(List<String> needs) {
    this.needs = needs;
    return this;
  }

  public ProjectDraft dbt(Path dbt) {
    this.dbt = dbt;
    return this;
  }

  public ProjectDraft host(Settings.Host host) {
    this.host = host;
    return this;
  }

  public ProjectDraft dbtCloud(Settings.DbtCloud dbtCloud) {
    this.dbtCloud = dbtCloud;
    return this;
  }

  public ProjectDraft owners(Map<String, String> owners) {
    this.owners = owners;
    return this;
  }

  public ProjectDraft within(Settings.Within within) {
    this.within = within;
    return this;
  }

  public Settings.Project made() {
    return new Settings.Project(
        name,
        repository,
        branch,
        subfolder,
        target,
        profile,
        artifacts,
        environment,
        warehouse,
        knowledge,
        engine,
        roles,
        policy,
        pace,
        needs == null && environment != null ? List.copyOf(environment.keySet()) : needs,
        dbt,
        host,
        dbtCloud,
        owners,
        within);
  }
}
