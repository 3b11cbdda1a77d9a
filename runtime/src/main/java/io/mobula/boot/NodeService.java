package io.mobula.boot;

import io.mobula.cli.NodeStarter;
import io.mobula.config.MobulaConfig;
import io.mobula.node.NodeDaemon;
import io.mobula.output.OutputLog;
import java.util.Optional;

/** {@code mobula node}. */
public final class NodeService implements NodeStarter {
    private record Daemon(NodeDaemon node) implements RunningNode {
        @Override
        public String address() {
            return node.address();
        }

        @Override
        public String identity() {
            return node.process().toString();
        }

        @Override
        public void awaitStopped() throws InterruptedException {
            node.awaitStopped();
        }

        @Override
        public boolean restarts() {
            return node.restarts();
        }

        @Override
        public Optional<String> declaredDead() {
            return node.declaredDead();
        }

        @Override
        public void close() {
            node.close();
        }
    }

    @Override
    public RunningNode start(MobulaConfig config, OutputLog output) {
        return new Daemon(NodeDaemon.start(config, output));
    }
}
