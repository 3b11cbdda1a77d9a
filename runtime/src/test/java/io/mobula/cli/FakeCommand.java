package io.mobula.cli;

import io.mobula.api.spi.CommandProvider;
import java.util.List;

/** What a library beside the runtime may bring. */
final class FakeCommand implements CommandProvider {
    @Override
    public String name() {
        return "greet";
    }

    @Override
    public String summary() {
        return "Greet somebody.";
    }

    @Override
    public List<String> usage() {
        return List.of("", "Examples:", "", "  mobula greet you");
    }

    @Override
    public int run(List<String> arguments, Terminal terminal) {
        if (!arguments.contains("you")) throw new IllegalArgumentException("Say whom to greet: you.");
        terminal.table(List.of("WHO", "TIMES"), List.of(List.of("you", "3")));
        return 0;
    }
}
