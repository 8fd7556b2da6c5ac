package dev.nightshift.activities.file;

/** A lock that is held until it is closed, by whichever thread closes it. */
public interface Hold extends AutoCloseable {
  @Override
  void close();
}
