package io.mobula.cli;

import io.mobula.cli.text.Console;
import java.util.Optional;
import picocli.CommandLine.Command;

@Command(name = "version", description = "Print the version of Mobula and of the Java it runs on.")
final class VersionCommand implements Runnable {
    private final Console console;

    VersionCommand(Console console) {
        this.console = console;
    }

    @Override
    public void run() {
        String version = Optional.ofNullable(Main.class.getPackage().getImplementationVersion())
                .orElse("(not from a jar)");
        console.line("mobula %s, Java %s, %s %s"
                .formatted(
                        version,
                        System.getProperty("java.version"),
                        System.getProperty("os.name"),
                        System.getProperty("os.arch")));
    }
}
