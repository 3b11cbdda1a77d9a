package io.mobula.control.codec;

import com.google.protobuf.ByteString;
import io.mobula.control.proto.DirectoryEntryProto;
import io.mobula.control.proto.DirectoryReplyProto;
import io.mobula.control.proto.DirectoryRequestProto;
import io.mobula.core.directory.DirectoryEntry;
import io.mobula.core.directory.DirectoryReply;
import io.mobula.core.directory.DirectoryRequest;
import io.mobula.core.message.Opaque;

/** What is asked of the directory, what it answers and what it logs: the same bytes on every path. */
public final class DirectoryCodec {
    private DirectoryCodec() {}

    public static DirectoryRequestProto encode(DirectoryRequest request) {
        var proto = DirectoryRequestProto.newBuilder();
        switch (request) {
            case DirectoryRequest.CreateActor create ->
                proto.setCreateActor(DirectoryRequestProto.CreateActor.newBuilder()
                        .setSpec(DirectoryParts.spec(create.spec()))
                        .setCreation(bytes(create.creation())));
            case DirectoryRequest.FindActor find ->
                proto.setFindActor(DirectoryRequestProto.FindActor.newBuilder()
                        .setNamespace(find.namespace())
                        .setName(find.name()));
            case DirectoryRequest.LookUpActor look -> proto.setLookUpActor(DirectoryParts.id(look.actor()));
            case DirectoryRequest.FetchCreation fetch ->
                proto.setFetchCreation(DirectoryParts.life(fetch.actor(), fetch.epoch()));
            case DirectoryRequest.EndActor end ->
                proto.setEndActor(DirectoryRequestProto.EndActor.newBuilder()
                        .setActor(DirectoryParts.id(end.actor()))
                        .setCause(end.cause().code())
                        .setDetail(end.detail()));
            case DirectoryRequest.ActorStarted started ->
                proto.setActorStarted(DirectoryParts.life(started.actor(), started.epoch()));
            case DirectoryRequest.ActorEnded ended ->
                proto.setActorEnded(DirectoryRequestProto.ActorEnded.newBuilder()
                        .setLife(DirectoryParts.life(ended.actor(), ended.epoch()))
                        .setCause(ended.cause().code())
                        .setDetail(ended.detail())
                        .setFailure(bytes(ended.failure())));
            case DirectoryRequest.SaveSnapshot save ->
                proto.setSaveSnapshot(DirectoryRequestProto.SaveSnapshot.newBuilder()
                        .setLife(DirectoryParts.life(save.actor(), save.epoch()))
                        .setNumber(save.number())
                        .setState(bytes(save.state())));
            case DirectoryRequest.CreateGroup create -> proto.setCreateGroup(DirectoryParts.spec(create.spec()));
            case DirectoryRequest.BundleReserved reserved ->
                proto.setBundleReserved(DirectoryRequestProto.BundleReserved.newBuilder()
                        .setBundle(DirectoryParts.id(reserved.bundle()))
                        .setEpoch(reserved.epoch()));
            case DirectoryRequest.RemoveGroup remove ->
                proto.setRemoveGroup(DirectoryRequestProto.RemoveGroup.newBuilder()
                        .setGroup(DirectoryParts.id(remove.group()))
                        .setWhy(remove.why()));
        }
        return proto.build();
    }

    public static DirectoryRequest decode(DirectoryRequestProto proto) {
        return switch (proto.getRequestCase()) {
            case CREATE_ACTOR ->
                new DirectoryRequest.CreateActor(
                        DirectoryParts.spec(proto.getCreateActor().getSpec()),
                        opaque(proto.getCreateActor().getCreation()));
            case FIND_ACTOR ->
                new DirectoryRequest.FindActor(
                        proto.getFindActor().getNamespace(),
                        proto.getFindActor().getName());
            case LOOK_UP_ACTOR -> new DirectoryRequest.LookUpActor(DirectoryParts.id(proto.getLookUpActor()));
            case FETCH_CREATION ->
                new DirectoryRequest.FetchCreation(
                        DirectoryParts.id(proto.getFetchCreation().getActor()),
                        proto.getFetchCreation().getEpoch());
            case END_ACTOR ->
                new DirectoryRequest.EndActor(
                        DirectoryParts.id(proto.getEndActor().getActor()),
                        DirectoryParts.end(proto.getEndActor().getCause()),
                        proto.getEndActor().getDetail());
            case ACTOR_STARTED ->
                new DirectoryRequest.ActorStarted(
                        DirectoryParts.id(proto.getActorStarted().getActor()),
                        proto.getActorStarted().getEpoch());
            case ACTOR_ENDED -> {
                var ended = proto.getActorEnded();
                yield new DirectoryRequest.ActorEnded(
                        DirectoryParts.id(ended.getLife().getActor()),
                        ended.getLife().getEpoch(),
                        DirectoryParts.end(ended.getCause()),
                        ended.getDetail(),
                        opaque(ended.getFailure()));
            }
            case SAVE_SNAPSHOT -> {
                var save = proto.getSaveSnapshot();
                yield new DirectoryRequest.SaveSnapshot(
                        DirectoryParts.id(save.getLife().getActor()),
                        save.getLife().getEpoch(),
                        save.getNumber(),
                        opaque(save.getState()));
            }
            case CREATE_GROUP -> new DirectoryRequest.CreateGroup(DirectoryParts.spec(proto.getCreateGroup()));
            case BUNDLE_RESERVED ->
                new DirectoryRequest.BundleReserved(
                        DirectoryParts.id(proto.getBundleReserved().getBundle()),
                        proto.getBundleReserved().getEpoch());
            case REMOVE_GROUP ->
                new DirectoryRequest.RemoveGroup(
                        DirectoryParts.id(proto.getRemoveGroup().getGroup()),
                        proto.getRemoveGroup().getWhy());
            case REQUEST_NOT_SET -> throw new IllegalArgumentException("a request to the directory of an unknown kind");
        };
    }

    public static DirectoryReplyProto encode(DirectoryReply reply) {
        var proto = DirectoryReplyProto.newBuilder();
        switch (reply) {
            case DirectoryReply.Done _ -> proto.setDone(true);
            case DirectoryReply.Found found -> proto.setFound(DirectoryParts.record(found.actor()));
            case DirectoryReply.NameTaken taken -> proto.setNameTaken(DirectoryParts.record(taken.by()));
            case DirectoryReply.NoSuchActor _ -> proto.setNoSuchActor(true);
            case DirectoryReply.Creation creation ->
                proto.setCreation(DirectoryReplyProto.Creation.newBuilder()
                        .setActor(DirectoryParts.id(creation.actor()))
                        .setCreation(bytes(creation.creation()))
                        .setSnapshotNumber(creation.snapshotNumber())
                        .setSnapshot(bytes(creation.snapshot())));
            case DirectoryReply.Outdated _ -> proto.setOutdated(true);
            case DirectoryReply.FoundGroup found -> proto.setFoundGroup(DirectoryParts.record(found.group()));
            case DirectoryReply.Refused refused -> proto.setRefused(refused.why());
        }
        return proto.build();
    }

    public static DirectoryReply decode(DirectoryReplyProto proto) {
        return switch (proto.getReplyCase()) {
            case DONE -> new DirectoryReply.Done();
            case FOUND -> new DirectoryReply.Found(DirectoryParts.record(proto.getFound()));
            case NAME_TAKEN -> new DirectoryReply.NameTaken(DirectoryParts.record(proto.getNameTaken()));
            case NO_SUCH_ACTOR -> new DirectoryReply.NoSuchActor();
            case CREATION ->
                new DirectoryReply.Creation(
                        DirectoryParts.id(proto.getCreation().getActor()),
                        opaque(proto.getCreation().getCreation()),
                        proto.getCreation().getSnapshotNumber(),
                        opaque(proto.getCreation().getSnapshot()));
            case OUTDATED -> new DirectoryReply.Outdated();
            case FOUND_GROUP -> new DirectoryReply.FoundGroup(DirectoryParts.record(proto.getFoundGroup()));
            case REFUSED -> new DirectoryReply.Refused(proto.getRefused());
            case REPLY_NOT_SET -> throw new IllegalArgumentException("a reply of the directory of an unknown kind");
        };
    }

    static DirectoryEntryProto encode(DirectoryEntry entry) {
        var proto = DirectoryEntryProto.newBuilder();
        switch (entry) {
            case DirectoryEntry.Asked asked -> proto.setAsked(encode(asked.request()));
            case DirectoryEntry.ActorPlaced placed ->
                proto.setActorPlaced(DirectoryEntryProto.ActorPlaced.newBuilder()
                        .setActor(DirectoryParts.id(placed.actor()))
                        .setEpoch(placed.epoch())
                        .setAt(Parts.process(placed.at())));
            case DirectoryEntry.ActorWaits waits ->
                proto.setActorWaits(DirectoryParts.explained(waits.actor(), waits.epoch(), waits.why()));
            case DirectoryEntry.ActorGivenUp given ->
                proto.setActorGivenUp(DirectoryParts.explained(given.actor(), given.epoch(), given.why()));
            case DirectoryEntry.GroupPlaced placed -> {
                var inner = DirectoryEntryProto.GroupPlaced.newBuilder()
                        .setGroup(DirectoryParts.id(placed.group()))
                        .setEpoch(placed.epoch());
                placed.nodes().forEach(node -> inner.addNodes(Parts.process(node)));
                proto.setGroupPlaced(inner);
            }
            case DirectoryEntry.GroupWaits waits ->
                proto.setGroupWaits(DirectoryParts.explained(waits.group(), waits.epoch(), waits.why()));
            case DirectoryEntry.GroupGivenUp given ->
                proto.setGroupGivenUp(DirectoryParts.explained(given.group(), given.epoch(), given.why()));
        }
        return proto.build();
    }

    static DirectoryEntry decode(DirectoryEntryProto proto) {
        return switch (proto.getEntryCase()) {
            case ASKED -> new DirectoryEntry.Asked(decode(proto.getAsked()));
            case ACTOR_PLACED ->
                new DirectoryEntry.ActorPlaced(
                        DirectoryParts.id(proto.getActorPlaced().getActor()),
                        proto.getActorPlaced().getEpoch(),
                        Parts.process(proto.getActorPlaced().getAt()));
            case ACTOR_WAITS -> {
                var waits = proto.getActorWaits();
                yield new DirectoryEntry.ActorWaits(
                        DirectoryParts.id(waits.getActor()), waits.getEpoch(), waits.getWhy());
            }
            case ACTOR_GIVEN_UP -> {
                var given = proto.getActorGivenUp();
                yield new DirectoryEntry.ActorGivenUp(
                        DirectoryParts.id(given.getActor()), given.getEpoch(), given.getWhy());
            }
            case GROUP_PLACED ->
                new DirectoryEntry.GroupPlaced(
                        DirectoryParts.id(proto.getGroupPlaced().getGroup()),
                        proto.getGroupPlaced().getEpoch(),
                        proto.getGroupPlaced().getNodesList().stream()
                                .map(Parts::process)
                                .toList());
            case GROUP_WAITS -> {
                var waits = proto.getGroupWaits();
                yield new DirectoryEntry.GroupWaits(
                        DirectoryParts.id(waits.getGroup()), waits.getEpoch(), waits.getWhy());
            }
            case GROUP_GIVEN_UP -> {
                var given = proto.getGroupGivenUp();
                yield new DirectoryEntry.GroupGivenUp(
                        DirectoryParts.id(given.getGroup()), given.getEpoch(), given.getWhy());
            }
            case ENTRY_NOT_SET -> throw new IllegalArgumentException("an entry of the directory of an unknown kind");
        };
    }

    static ByteString bytes(Opaque opaque) {
        return ByteString.copyFrom(opaque.bytes());
    }

    static Opaque opaque(ByteString bytes) {
        return bytes.isEmpty() ? Opaque.EMPTY : new Opaque(bytes.toByteArray());
    }
}
