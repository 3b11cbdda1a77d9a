package io.mobula.store;

import io.mobula.core.id.CopyKey;
import io.mobula.core.store.SpillPolicy;
import io.mobula.store.memory.Block;
import io.mobula.store.memory.Memory;
import io.mobula.store.spill.SpillFiles;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** What a store has, and what may leave its memory. Guarded by itself: it is its store's lock. */
final class Shelves {
    final Memory memory;
    final Optional<SpillFiles> spill;
    final Map<CopyKey, StoredObject> objects = new HashMap<>();
    final IdleObjects idle = new IdleObjects();
    final Lending lending = new Lending();
    long evicted;
    long restored;
    long lost;
    long freedBytes;
    boolean closed;

    Shelves(StoreSettings settings) {
        memory = settings.memory();
        spill = settings.spill();
    }

    Optional<StoredObject> sealed(CopyKey key) {
        return Optional.ofNullable(objects.get(key)).filter(object -> object.state == StoredObject.State.SEALED);
    }

    /** Room that is free, or becomes so without a loss. */
    Optional<Block> take(long sizeBytes) {
        Optional<Block> block = memory.take(sizeBytes);
        for (var spare = idle.nextSpare(); block.isEmpty() && spare.isPresent(); spare = idle.nextSpare()) {
            leaveMemory(spare.get());
            block = memory.take(sizeBytes);
        }
        return block;
    }

    private void leaveMemory(StoredObject object) {
        if (object.file.isPresent()) {
            idle.remove(object);
            object.block.ifPresent(memory::giveBack);
            object.block = Optional.empty();
        } else {
            forget(object);
            release(object);
            evicted++;
        }
    }

    void hold(StoredObject object) {
        if (object.pins++ == 0) idle.remove(object);
    }

    void unhold(StoredObject object) {
        if (--object.pins > 0) return;
        if (object.state == StoredObject.State.FREED) release(object);
        else if (object.block.isPresent()) idle.add(object);
    }

    /** What could be evicted has to be written from now on before it goes. */
    void keep(StoredObject object) {
        hold(object);
        object.kind = CopyKind.PRIMARY;
        unhold(object);
    }

    /** Nobody finds it any more. */
    void forget(StoredObject object) {
        object.become(StoredObject.State.FREED);
        objects.remove(object.key, object);
        idle.remove(object);
    }

    /** Its memory and its file are nobody's any more. */
    void release(StoredObject object) {
        object.block.ifPresent(memory::giveBack);
        object.block = Optional.empty();
        object.file.ifPresent(file -> spill.orElseThrow().release(file));
        object.file = Optional.empty();
    }

    /** How much has to leave memory; 0 if nothing. */
    long wantedBytes(long waitingBytes) {
        if (spill.isEmpty()) return waitingBytes;
        var fill = new SpillPolicy.Fill(memory.capacityBytes(), memory.usedBytes(), idle.spareBytes());
        return SpillPolicy.wantedBytes(fill, waitingBytes);
    }
}
