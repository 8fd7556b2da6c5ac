package dev.nightshift.deploy.faults;

import dev.nightshift.worker.NightWorker;
import dev.nightshift.worker.Temporal;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/**
 * A worker process for the walk: it comes up warm, waits on its standard input for the fault that
 * it is to die of, and then works until then.
 */
public final class MortalWorker {
  private MortalWorker() {}

  public static void main(String[] arguments) throws Exception {
    Path configuration = Path.of(arguments[0]);
    Path recorded = arguments.length > 1 ? Path.of(arguments[1]) : null;
    Temporal temporal = Temporal.connect(System.getenv());
    NightWorker.Steps steps = WalkSteps.of(configuration, recorded, temporal.client());
    System.out.println("warm");
    BufferedReader in =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    Fault fault = Fault.read(in.readLine());
    NightWorker worker =
        NightWorker.start(temporal.client(), steps, new FaultInterceptor(temporal.client(), fault));
    System.out.println("working");
    // The walk closes our standard input when it is done with us.
    in.lines().forEach(ignored -> {});
    worker.close();
    System.exit(0);
  }
}
