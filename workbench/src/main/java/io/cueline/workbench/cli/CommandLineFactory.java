package io.cueline.workbench.cli;

import io.cueline.broker.BrokerException;
import io.cueline.runtime.service.StartupException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.common.KafkaException;
import picocli.CommandLine;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** The command line with its manners: a failure is a sentence, never a stack trace. */
public final class CommandLineFactory {

  private CommandLineFactory() {}

  public static CommandLine create() {
    CommandLine commandLine = new CommandLine(new RootCommand());
    commandLine.setParameterExceptionHandler(CommandLineFactory::askedWrongly);
    commandLine.setExecutionExceptionHandler(
        (failure, command, parsed) -> couldNotBeDone(failure, command));
    commandLine.setUsageHelpWidth(80);
    commandLine.setUsageHelpAutoWidth(false);
    commandLine.setCaseInsensitiveEnumValuesAllowed(true);
    return commandLine;
  }

  private static int askedWrongly(ParameterException wrong, String[] arguments) {
    CommandLine command = wrong.getCommandLine();
    PrintWriter err = command.getErr();
    err.println("cueline: " + wrong.getMessage());
    if (!UnmatchedArgumentException.printSuggestions(wrong, err)) {
      err.println("See '" + command.getCommandSpec().qualifiedName() + " --help'.");
    }
    return ExitCode.USAGE;
  }

  private static int couldNotBeDone(Exception failure, CommandLine command) {
    PrintWriter err = command.getErr();
    Throwable cause =
        failure instanceof ExecutionException && failure.getCause() != null
            ? failure.getCause()
            : failure;
    switch (cause) {
      case StartupException mendable -> err.println("cueline: " + mendable.getMessage());
      case BrokerException mendable -> err.println("cueline: " + mendable.getMessage());
      case KafkaException kafka -> err.println("cueline: Kafka: " + reason(kafka));
      default -> err.println("cueline: a defect: " + reason(cause) + keepTrace(cause));
    }
    return ExitCode.SOFTWARE;
  }

  /** Traces are for us and not for the screen. */
  private static String keepTrace(Throwable failure) {
    try {
      StringWriter trace = new StringWriter();
      failure.printStackTrace(new PrintWriter(trace));
      Path file = Files.createTempFile("cueline-defect-", ".txt");
      Files.writeString(file, trace.toString());
      return " (please report it, with " + file + ")";
    } catch (java.io.IOException noFile) {
      return " (" + failure.getClass().getName() + ")";
    }
  }

  private static String reason(Throwable failure) {
    String message = failure.getMessage();
    Throwable cause = failure.getCause();
    String text = message == null ? failure.getClass().getSimpleName() : message;
    return cause == null || cause.getMessage() == null || text.contains(cause.getMessage())
        ? text
        : text + ": " + cause.getMessage();
  }
}
