package dev.nightshift.activities.outlet;

import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Which hosts may be reached. */
record AllowedHosts(List<String> hosts) {
  private static final Set<Integer> USUAL = Set.of(80, 443);

  static AllowedHosts of(Collection<String> hosts) {
    return new AllowedHosts(hosts.stream().map(host -> host.toLowerCase(Locale.ROOT)).toList());
  }

  boolean allow(String host, int port) {
    String name = host.toLowerCase(Locale.ROOT);
    return hosts.stream()
        .anyMatch(
            one -> one.equals(name + ":" + port) || (USUAL.contains(port) && fits(one, name)));
  }

  private static boolean fits(String pattern, String name) {
    return pattern.startsWith("*.")
        ? name.endsWith(pattern.substring(1)) && name.length() > pattern.length() - 1
        : pattern.equals(name);
  }
}
