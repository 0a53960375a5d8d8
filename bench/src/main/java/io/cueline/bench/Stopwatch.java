package io.cueline.bench;

import java.lang.management.ManagementFactory;

/** Processor time of the whole process: wall time says little where others compute too. */
final class Stopwatch {

  private static final com.sun.management.OperatingSystemMXBean SYSTEM =
      ManagementFactory.getPlatformMXBean(com.sun.management.OperatingSystemMXBean.class);

  private final long start = SYSTEM.getProcessCpuTime();

  /** Microseconds since it was made. */
  double processorMicros() {
    return (SYSTEM.getProcessCpuTime() - start) / 1e3;
  }
}
