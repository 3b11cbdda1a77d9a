package io.mobula.boot;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.spi.Configurator;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.spi.ContextAwareBase;
import org.slf4j.Logger;

/** Warnings to standard error, for programs that bring no configuration of Logback: its own default tells everything. */
public final class QuietLog extends ContextAwareBase implements Configurator {
    private static boolean isConfiguredByUser() {
        if (System.getProperty("logback.configurationFile") != null) return true;
        ClassLoader loader = QuietLog.class.getClassLoader();
        return loader.getResource("logback.xml") != null || loader.getResource("logback-test.xml") != null;
    }

    @Override
    public ExecutionStatus configure(LoggerContext logging) {
        if (isConfiguredByUser()) return ExecutionStatus.INVOKE_NEXT_IF_ANY;
        var encoder = new PatternLayoutEncoder();
        encoder.setContext(logging);
        encoder.setPattern("%d{HH:mm:ss} %-5level %logger{0}: %msg%n");
        encoder.start();
        var appender = new ConsoleAppender<ILoggingEvent>();
        appender.setContext(logging);
        appender.setTarget("System.err");
        appender.setEncoder(encoder);
        appender.start();
        var root = logging.getLogger(Logger.ROOT_LOGGER_NAME);
        root.setLevel(Level.WARN);
        root.addAppender(appender);
        return ExecutionStatus.DO_NOT_INVOKE_NEXT_IF_ANY;
    }
}
