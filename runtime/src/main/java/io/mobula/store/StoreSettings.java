package io.mobula.store;

import io.mobula.core.id.CopyKey;
import io.mobula.store.memory.Memory;
import io.mobula.store.spill.SpillFiles;
import java.time.Duration;
import java.util.Optional;
import java.util.function.BiConsumer;

/**
 * What a store works with.
 *
 * @param spill empty: nothing is ever written to disk
 * @param patience how long somebody may wait for room
 * @param collection asks those who hold refs to collect what nobody can reach; returns when this process has
 * @param lost hears of objects that cannot be read back from disk, and why
 */
public record StoreSettings(
        Memory memory,
        Optional<SpillFiles> spill,
        Duration patience,
        Runnable collection,
        BiConsumer<CopyKey, String> lost) {
    /** Of a process that spills nothing. */
    public static StoreSettings inMemory(Memory memory, Duration patience) {
        return new StoreSettings(memory, Optional.empty(), patience, System::gc, (_, _) -> {});
    }
}
