package io.mobula.serve;

import io.mobula.api.spi.CommandProvider;
import java.util.List;
import java.util.Optional;

/** {@code mobula serve status}. */
public final class ServeCommand implements CommandProvider {
    @Override
    public String name() {
        return "serve";
    }

    @Override
    public String summary() {
        return "Show what a cluster serves.";
    }

    @Override
    public List<String> usage() {
        return List.of("status   deployments, their replicas and their traffic", "", "Example: mobula serve status");
    }

    @Override
    public int run(List<String> arguments, Terminal terminal) {
        if (!arguments.equals(List.of("status")))
            throw new IllegalArgumentException("mobula serve knows one thing: status");
        Optional<ServeStatus> status = Serve.status(terminal.mobula());
        terminal.out().print(status.map(ServeStatus::print).orElse("Nothing is served on this cluster.\n"));
        terminal.out().flush();
        return 0;
    }
}
