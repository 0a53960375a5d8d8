package io.cueline.workbench.demo;

import io.cueline.runtime.settings.Settings;
import java.nio.file.Path;
import java.util.Optional;

/**
 * What a demo is asked for.
 *
 * @param calls call file to replay; the demo's own where empty
 * @param rules rule file beside the default rules; the demo's own where neither this nor {@code
 *     calls} is given
 * @param articles article file; the demo's own where empty
 * @param speed call time per real time
 * @param data folder to keep everything in and to go on from; a throw-away one where empty
 * @param settings what the user set beside that, for all services
 */
public record DemoOptions(
    Optional<Path> calls,
    Optional<Path> rules,
    Optional<Path> articles,
    double speed,
    Optional<Path> data,
    Settings settings) {}
