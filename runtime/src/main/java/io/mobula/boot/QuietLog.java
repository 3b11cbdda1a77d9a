package io.mobula.boot;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.spi.Configurator;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.spi.ContextAwareBase;
import io.mobula.output.ProcessStreams;
import org.slf4j.Logger;

/**
 * The log of processes that bring no configuration of Logback, whose own default tells everything: warnings to standard error; in a process that the command started, what Mobula does as well.
 *
 * <p>A file of your own: {@code -Dlogback.configurationFile=…}, and in programs {@code logback.xml} on the class path. In code and not in a file, since reading XML takes 80 ms of a node's start.
 */
public final class QuietLog extends ContextAwareBase implements Configurator {
    /** How a process of ours is to log. */
    private enum Kind {
        PROGRAM("%d{HH:mm:ss} %-5level %logger{0}: %msg%n"),
        DAEMON("%d{yyyy-MM-dd HH:mm:ss.SSS} %-5level %logger{24}: %msg%n");

        private final String pattern;

        Kind(String pattern) {
            this.pattern = pattern;
        }

        /** The command says so in a property: it knows nothing of the log. */
        static Kind ofThisProcess() {
            return "daemon".equals(System.getProperty("io.mobula.log")) ? DAEMON : PROGRAM;
        }
    }

    /** What Mobula logs is its own and not a body's, whatever thread logs it. */
    private static final class OwnLog extends ConsoleAppender<ILoggingEvent> {
        @Override
        protected void subAppend(ILoggingEvent event) {
            ProcessStreams.aside(() -> super.subAppend(event));
        }
    }

    private static boolean isConfiguredByUser(Kind kind) {
        if (System.getProperty("logback.configurationFile") != null) return true;
        if (kind == Kind.DAEMON) return false;
        ClassLoader loader = QuietLog.class.getClassLoader();
        return loader.getResource("logback.xml") != null || loader.getResource("logback-test.xml") != null;
    }

    @Override
    public ExecutionStatus configure(LoggerContext logging) {
        Kind kind = Kind.ofThisProcess();
        if (isConfiguredByUser(kind)) return ExecutionStatus.INVOKE_NEXT_IF_ANY;
        var encoder = new PatternLayoutEncoder();
        encoder.setContext(logging);
        encoder.setPattern(kind.pattern);
        encoder.start();
        var appender = new OwnLog();
        appender.setContext(logging);
        appender.setTarget("System.err");
        appender.setEncoder(encoder);
        appender.start();
        var root = logging.getLogger(Logger.ROOT_LOGGER_NAME);
        root.setLevel(Level.WARN);
        root.addAppender(appender);
        if (kind == Kind.DAEMON) logging.getLogger("io.mobula").setLevel(Level.INFO);
        return ExecutionStatus.DO_NOT_INVOKE_NEXT_IF_ANY;
    }
}
