package io.mobula.node;

import io.mobula.api.resource.Bytes;
import io.mobula.config.MobulaConfig;
import io.mobula.config.StoreConfig;
import io.mobula.store.ObjectStore;
import io.mobula.store.StoreSettings;
import io.mobula.store.memory.ArenaMemory;
import io.mobula.store.memory.ArenaUnavailableException;
import io.mobula.store.memory.Memory;
import io.mobula.store.memory.NativeMemory;
import io.mobula.store.spill.SpillFiles;
import io.mobula.store.spill.SpillSettings;
import java.nio.file.Path;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A node's object store, as its settings have it. */
final class NodeStore {
    private static final Logger LOG = LoggerFactory.getLogger(NodeStore.class);

    private NodeStore() {}

    static ObjectStore open(MobulaConfig config) {
        String owner = owner(config.node().name(), config.node().dataDir());
        StoreConfig store = config.store();
        return new ObjectStore(new StoreSettings(
                memory(store, owner),
                spill(store, owner),
                store.patience(),
                System::gc,
                (copy, why) -> LOG.error("Object {} is lost: {}", copy, why)));
    }

    /** The same for every start of this node, and no other's on this machine: a node is where its data is. */
    static String owner(String name, Path dataDir) {
        String place = dataDir.toAbsolutePath().normalize().toString();
        return name + "-" + Integer.toHexString(place.hashCode());
    }

    private static Memory memory(StoreConfig store, String owner) {
        if (store.arenaFolder().isPresent()) {
            try {
                return ArenaMemory.open(store.arenaFolder().get(), owner, store.memoryBytes());
            } catch (ArenaUnavailableException e) {
                LOG.warn("Objects lie in this process's own memory, for there is no arena: {}", e.getMessage());
            }
        }
        return new NativeMemory(store.memoryBytes());
    }

    private static Optional<SpillFiles> spill(StoreConfig store, String owner) {
        if (store.spill().capacityBytes() == 0) return Optional.empty();
        Bytes capacity = Bytes.of(store.spill().capacityBytes());
        return Optional.of(new SpillFiles(SpillSettings.of(store.spill().folders(), owner, capacity)));
    }
}
