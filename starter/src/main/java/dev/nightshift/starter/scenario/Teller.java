package dev.nightshift.starter.scenario;

import dev.nightshift.starter.hooks.HookSender.Reply;
import dev.nightshift.starter.local.SampleCompany;
import java.io.IOException;

/** How the starter hears of a scenario's failed run. */
@FunctionalInterface
interface Teller {
  Reply tell(Expected scenario, SampleCompany company) throws IOException, InterruptedException;
}
