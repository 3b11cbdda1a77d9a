package io.mobula.cli;

import io.mobula.cli.text.Console;
import picocli.CommandLine;

/** Gives each command what it needs; everything else is picocli's own business. */
record CommandFactory(Services services, Console console) implements CommandLine.IFactory {
    @Override
    public <K> K create(Class<K> type) throws Exception {
        Object command = switch (type.getSimpleName()) {
            case "ClusterInit" -> new ClusterInit(console);
            case "ClusterUp" -> new ClusterUp(services, console);
            case "ClusterStop" -> new ClusterStop(console);
            case "NodeCommand" -> new NodeCommand(services, console);
            case "StatusCommand" -> new StatusCommand(services, console);
            case "SimCommand" -> new SimCommand(services, console);
            case "VersionCommand" -> new VersionCommand(console);
            default -> CommandLine.defaultFactory().create(type);
        };
        return type.cast(command);
    }
}
