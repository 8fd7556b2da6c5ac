package dev.nightshift.activities.headless;

import dev.nightshift.activities.blob.Blobs;
import dev.nightshift.activities.door.Interpreter;
import dev.nightshift.activities.git.Checkouts;
import dev.nightshift.activities.home.Home;
import dev.nightshift.activities.process.Cage;
import dev.nightshift.activities.process.Processes;
import dev.nightshift.workflows.ports.Tools;
import java.time.Duration;
import java.util.function.Consumer;

/** What every session works with. {@code says} tells people meanwhile how far it is. */
record Workshop(
    Home home,
    Processes processes,
    Cage cage,
    Interpreter python,
    Checkouts checkouts,
    Blobs blobs,
    Consumer<Object> says,
    Duration keepEvery,
    Tariff tariff,
    Tools tools) {}
