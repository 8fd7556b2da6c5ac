package dev.nightshift.activities.headless;

import dev.nightshift.activities.configuration.CommandAgent;
import dev.nightshift.activities.configuration.Settings;
import dev.nightshift.workflows.durable.ErrorKind;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Any agent that speaks the Agent Client Protocol, version 1, as the configuration says that it is
 * started. It is offered no files and no terminal of ours: what it does it does itself, in the
 * cage.
 */
record Acp(CommandAgent agent, Settings.Model model) implements Agent {
  @Override
  public String name() {
    return agent.engine();
  }

  @Override
  public Path program(Supplies supplies) {
    Optional<String> trouble = supplies.programs().trouble(word(), agent.folders());
    if (trouble.isPresent()) {
      throw ErrorKind.NOT_FOUND.failure(name() + " cannot be started: " + trouble.get() + ".");
    }
    return supplies.programs().find(word()).orElseThrow();
  }

  private String word() {
    return agent.command().get(0);
  }

  @Override
  public List<Path> shown(Path program) {
    List<Path> shown = new ArrayList<>(agent.folders());
    shown.add(program);
    return shown;
  }

  @Override
  public Access access(Supplies supplies) {
    String key = model.key().isEmpty() ? "" : supplies.key(name(), model.key());
    return model.api().equals("anthropic")
        ? Access.anthropic(model.address(), key, model.model())
        : Access.openAi(model.address(), key, model.model());
  }

  /** It can ask for any model that there is at the address, and counts no money itself. */
  @Override
  public Tariff tariff(Tariff usual) {
    return usual.only(one -> one.address().equals(model.address()));
  }

  @Override
  public List<String> arguments(Start start) {
    return agent.command().stream().skip(1).map(word -> filled(word, start.base())).toList();
  }

  @Override
  public Map<String, String> environment(Path home, String base, Access access) {
    Map<String, String> environment = new HashMap<>();
    agent.environment().forEach((name, value) -> environment.put(name, filled(value, base)));
    return environment;
  }

  private String filled(String text, String base) {
    return text.replace(CommandAgent.ADDRESS, base)
        .replace(CommandAgent.MODEL, model.model())
        .replace(CommandAgent.KEY, "none");
  }

  @Override
  public Notes notes(Path home) {
    return new Belongings(home);
  }

  @Override
  public Talk talk(Start start, Consumer<String> refused) {
    return new AcpTalk(start, refused);
  }
}
