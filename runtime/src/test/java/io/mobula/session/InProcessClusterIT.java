package io.mobula.session;

import io.mobula.api.ConnectOptions;
import io.mobula.api.Mobula;
import io.mobula.config.ConfigSources;
import io.mobula.config.MobulaConfig;
import io.mobula.node.NodeDaemon;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.io.TempDir;

/** The contract across sockets: a node and its drivers in one JVM, with nothing but the wire between them. */
class InProcessClusterIT extends MobulaContract {
    private static final String TOKEN = "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef";

    @TempDir
    static Path place;

    private NodeDaemon node;

    @Override
    void startCluster() throws Exception {
        Path token = Files.writeString(place.resolve("token"), TOKEN);
        node = NodeDaemon.start(MobulaConfig.load(ConfigSources.none()
                .withOverrides(List.of(
                        "cluster.id=" + UUID.randomUUID(),
                        "cluster.token-file=" + token,
                        "node.name=one",
                        "node.host=127.0.0.1",
                        "node.port=0",
                        "node.unix-socket=off",
                        "node.cpus=2",
                        "node.data-dir=" + place.resolve("one"),
                        "store.memory=256 MiB"))));
    }

    @Override
    void stopCluster() {
        node.close();
    }

    @Override
    Mobula connect() {
        return Mobula.connect(ConnectOptions.to(node.address()).withToken(TOKEN));
    }
}
