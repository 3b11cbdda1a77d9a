package io.mobula.attach;

import io.mobula.attach.NodeMemory.Capacity;
import io.mobula.attach.NodeMemory.Counts;
import io.mobula.attach.NodeMemory.Held;
import io.mobula.attach.NodeMemory.Sum;
import io.mobula.attach.NodeMemory.Sums;
import io.mobula.attach.proto.StoreProto;
import io.mobula.attach.proto.ToDriverProto;
import io.mobula.control.codec.Parts;

/** A node's object store as Protobuf. */
final class MemoryCodec {
    private MemoryCodec() {}

    static ToDriverProto.Memory encode(ToDriver.Memory memory) {
        NodeMemory store = memory.store();
        Counts counts = store.counts();
        var proto = StoreProto.newBuilder()
                .setPlace(store.place())
                .setCapacityBytes(store.capacity().total())
                .setUsedBytes(store.capacity().used())
                .setWarmBytes(store.capacity().warm())
                .setPrimaries(sum(store.sums().primaries()))
                .setCopies(sum(store.sums().copies()))
                .setPinned(sum(store.sums().pinned()))
                .setSpilled(sum(store.sums().spilled()))
                .setFileBytes(store.capacity().files())
                .setFiles(counts.files())
                .setFileCapacityBytes(store.capacity().filesTotal())
                .setWaiting(counts.waiting())
                .setEvicted(counts.evicted())
                .setRestored(counts.restored())
                .setLost(counts.lost());
        for (Held held : store.top()) {
            proto.addTop(StoreProto.HeldProto.newBuilder()
                    .setObject(held.object())
                    .setOwner(held.owner())
                    .setKind(held.kind())
                    .setPlace(held.place())
                    .setBytes(held.bytes())
                    .setMaker(held.maker())
                    .setAgeMillis(held.ageMillis())
                    .setPins(held.pins())
                    .setPinnedBy(held.pinnedBy()));
        }
        return ToDriverProto.Memory.newBuilder()
                .setCluster(Parts.id(memory.cluster()))
                .setView(Parts.view(memory.view()))
                .setNode(Parts.process(memory.node()))
                .setStore(proto)
                .build();
    }

    static ToDriver.Memory decode(ToDriverProto.Memory proto) {
        StoreProto store = proto.getStore();
        var capacity = new Capacity(
                store.getCapacityBytes(),
                store.getUsedBytes(),
                store.getWarmBytes(),
                store.getFileBytes(),
                store.getFileCapacityBytes());
        var sums = new Sums(
                sum(store.getPrimaries()), sum(store.getCopies()), sum(store.getPinned()), sum(store.getSpilled()));
        var counts = new Counts(
                store.getFiles(), store.getWaiting(), store.getEvicted(), store.getRestored(), store.getLost());
        var top = store.getTopList().stream()
                .map(held -> new Held(
                        held.getObject(),
                        held.getOwner(),
                        held.getKind(),
                        held.getPlace(),
                        held.getBytes(),
                        held.getMaker(),
                        held.getAgeMillis(),
                        held.getPins(),
                        held.getPinnedBy()))
                .toList();
        return new ToDriver.Memory(
                Parts.id(proto.getCluster()),
                Parts.view(proto.getView()),
                Parts.process(proto.getNode()),
                new NodeMemory(store.getPlace(), capacity, sums, counts, top));
    }

    private static StoreProto.SumProto sum(Sum sum) {
        return StoreProto.SumProto.newBuilder()
                .setObjects(sum.objects())
                .setBytes(sum.bytes())
                .build();
    }

    private static Sum sum(StoreProto.SumProto sum) {
        return new Sum(sum.getObjects(), sum.getBytes());
    }
}
