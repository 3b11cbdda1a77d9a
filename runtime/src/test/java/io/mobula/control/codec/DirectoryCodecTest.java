package io.mobula.control.codec;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.mobula.api.ObjectId;
import io.mobula.core.control.ControlEntry;
import io.mobula.core.control.ControlEvent;
import io.mobula.core.control.ControlEvent.Cause;
import io.mobula.core.control.ControlState;
import io.mobula.core.control.Job;
import io.mobula.core.control.NodeDescription;
import io.mobula.core.control.NodeRole;
import io.mobula.core.directory.ActorRecord;
import io.mobula.core.directory.ActorSpec;
import io.mobula.core.directory.DirectoryChange;
import io.mobula.core.directory.DirectoryEntry;
import io.mobula.core.directory.DirectoryReply;
import io.mobula.core.directory.DirectoryRequest;
import io.mobula.core.directory.GroupRecord;
import io.mobula.core.directory.GroupSpec;
import io.mobula.core.id.ActorId;
import io.mobula.core.id.BundleId;
import io.mobula.core.id.GroupId;
import io.mobula.core.id.ProcessId;
import io.mobula.core.id.RefKey;
import io.mobula.core.message.ActorEnd;
import io.mobula.core.message.Demand;
import io.mobula.core.message.Opaque;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** The directory's part of the log: these bytes are for ever. */
class DirectoryCodecTest {
    private static final ProcessId NODE = ProcessId.node(1, 1);
    private static final ProcessId DRIVER = ProcessId.driver(1);
    private static final ActorId ACTOR = new ActorId(1, 2);
    private static final GroupId GROUP = new GroupId(3, 4);
    private static final BundleId BUNDLE = new BundleId(GROUP, 1);
    private static final Demand CPU = new Demand(List.of(new Demand.Amount("cpu", 10_000)));
    private static final Opaque BYTES = new Opaque(new byte[] {7, 8});

    private static final ActorSpec SPEC = new ActorSpec(
            ACTOR,
            DRIVER,
            DRIVER,
            Optional.of(new RefKey(new ObjectId(5, 6), DRIVER, 9)),
            "default",
            "hits",
            "app.Counter",
            CPU,
            Optional.of(BUNDLE),
            List.of(new ActorSpec.Lane("", 1), new ActorSpec.Lane("reads", 4)),
            new ActorSpec.Policy(-1, 2, Integer.MAX_VALUE, true, 5));

    private static final GroupSpec PAIR =
            new GroupSpec(GROUP, DRIVER, DRIVER, "pair", GroupSpec.Strategy.STRICT_SPREAD, List.of(CPU, CPU));

    private static final List<DirectoryRequest> REQUESTS = List.of(
            new DirectoryRequest.CreateActor(SPEC, BYTES),
            new DirectoryRequest.FindActor("default", "hits"),
            new DirectoryRequest.LookUpActor(ACTOR),
            new DirectoryRequest.FetchCreation(ACTOR, 2),
            new DirectoryRequest.EndActor(ACTOR, ActorEnd.UNREACHABLE, "x"),
            new DirectoryRequest.ActorStarted(ACTOR, 2),
            new DirectoryRequest.ActorEnded(ACTOR, 2, ActorEnd.CREATION_FAILED, "x", BYTES),
            new DirectoryRequest.SaveSnapshot(ACTOR, 2, 3, BYTES),
            new DirectoryRequest.CreateGroup(PAIR),
            new DirectoryRequest.BundleReserved(BUNDLE, 2),
            new DirectoryRequest.RemoveGroup(GROUP, "x"));

    private static final LinkedHashMap<DirectoryEntry, String> GOLDEN = new LinkedHashMap<>();

    static {
        String actor = "0a12090100000000000000110200000000000000";
        String group = "0a12090300000000000000110400000000000000";
        GOLDEN.put(new DirectoryEntry.ActorPlaced(ACTOR, 2, NODE), "3a200a1e121c" + actor + "10021a0410012001");
        GOLDEN.put(new DirectoryEntry.ActorWaits(ACTOR, 2, "x"), "3a1d0a1b1a19" + actor + "10021a0178");
        GOLDEN.put(new DirectoryEntry.ActorGivenUp(ACTOR, 2, "x"), "3a1d0a1b2219" + actor + "10021a0178");
        GOLDEN.put(
                new DirectoryEntry.GroupPlaced(GROUP, 2, List.of(NODE, NODE)),
                "3a260a242a22" + group + "10021a04100120011a0410012001");
        GOLDEN.put(new DirectoryEntry.GroupWaits(GROUP, 2, "x"), "3a1d0a1b3219" + group + "10021a0178");
        GOLDEN.put(new DirectoryEntry.GroupGivenUp(GROUP, 2, "x"), "3a1d0a1b3a19" + group + "10021a0178");
        GOLDEN.put(
                new DirectoryEntry.Asked(REQUESTS.get(0)),
                "3aad010aaa010aa7010aa4010a9d010a1209010000000000000011020000000000000012060801100120011a06080110012001221c0905000000000000001106000000000000"
                        + "001a0608011001200120092a0764656661756c743204686974733a0b6170702e436f756e74657242080a0363707510904e4a160a120903000000000000001104000000000000"
                        + "0010015202100152090a05726561647310045801600468ffffffff077001780512020708");
        GOLDEN.put(
                new DirectoryEntry.Asked(REQUESTS.get(6)),
                "3a270a250a2332210a160a12090100000000000000110200000000000000100210041a017822020708");
        GOLDEN.put(
                new DirectoryEntry.Asked(REQUESTS.get(8)),
                "3a4a0a480a4642440a1209030000000000000011040000000000000012060801100120011a060801100120012204706169722804320a0a080a0363707510904e320a0a080a03"
                        + "63707510904e");
    }

    @Test
    void entriesKeepTheirBytes() throws Exception {
        for (var golden : GOLDEN.entrySet()) {
            var entry = new ControlEntry.Directed(List.of(golden.getKey()));
            byte[] bytes = EntryCodec.encode(entry);
            assertEquals(
                    golden.getValue(),
                    HexFormat.of().formatHex(bytes),
                    golden.getKey().toString());
            assertEquals(entry, EntryCodec.decodeEntry(bytes));
        }
    }

    @Test
    void requestsComeBack() {
        for (DirectoryRequest request : REQUESTS)
            assertEquals(request, DirectoryCodec.decode(DirectoryCodec.encode(request)));
    }

    private static List<ActorRecord> actors() {
        return List.of(
                new ActorRecord(SPEC, 3, 1, new ActorRecord.Waiting("why")),
                new ActorRecord(SPEC, 4, 1, new ActorRecord.Placed(NODE)),
                new ActorRecord(SPEC, 5, 1, new ActorRecord.Alive(NODE)),
                new ActorRecord(SPEC, 6, 1, new ActorRecord.Dead(ActorEnd.KILLED, "x", BYTES)));
    }

    private static List<GroupRecord> groups() {
        return List.of(
                new GroupRecord(PAIR, 3, 1, new GroupRecord.Waiting("why")),
                new GroupRecord(PAIR, 4, 1, new GroupRecord.Placed(List.of(NODE, NODE))),
                new GroupRecord(PAIR, 5, 1, new GroupRecord.Ready(List.of(NODE, NODE))),
                new GroupRecord(PAIR, 6, 1, new GroupRecord.Removed("why")));
    }

    @Test
    void repliesComeBack() {
        List<DirectoryReply> replies = List.of(
                new DirectoryReply.Done(),
                new DirectoryReply.Found(actors().getFirst()),
                new DirectoryReply.NameTaken(actors().getLast()),
                new DirectoryReply.NoSuchActor(),
                new DirectoryReply.Creation(ACTOR, BYTES, 0, Opaque.EMPTY),
                new DirectoryReply.Outdated(),
                new DirectoryReply.FoundGroup(groups().getFirst()),
                new DirectoryReply.Refused("why"));
        for (DirectoryReply reply : replies) assertEquals(reply, DirectoryCodec.decode(DirectoryCodec.encode(reply)));
    }

    @Test
    void aChangeComesBack() {
        var event = new ControlEvent.Directed(new DirectoryChange(2, 6, actors(), groups()));
        assertEquals(event, EventCodec.decode(EventCodec.encode(event)));
    }

    @Test
    void aSnapshotIsTheDirectory() {
        ControlState state = ControlState.EMPTY;
        var node = new NodeDescription("a", "h", "h:1", "", new Demand(List.of(new Demand.Amount("cpu", 40_000))), 9);
        List<DirectoryEntry> steps = List.of(
                new DirectoryEntry.Asked(new DirectoryRequest.CreateGroup(PAIR)),
                new DirectoryEntry.Asked(new DirectoryRequest.CreateActor(SPEC, BYTES)),
                new DirectoryEntry.Asked(new DirectoryRequest.CreateActor(other(7, "hits", false), BYTES)),
                new DirectoryEntry.Asked(new DirectoryRequest.CreateActor(other(8, "", false), BYTES)),
                new DirectoryEntry.Asked(new DirectoryRequest.CreateActor(other(9, "keeper", true), BYTES)),
                new DirectoryEntry.ActorPlaced(new ActorId(9, 9), 1, NODE),
                new DirectoryEntry.GroupPlaced(GROUP, 1, List.of(NODE, NODE)),
                new DirectoryEntry.Asked(new DirectoryRequest.BundleReserved(BUNDLE, 1)),
                new DirectoryEntry.Asked(
                        new DirectoryRequest.EndActor(new ActorId(8, 8), ActorEnd.KILLED, "by test")),
                new DirectoryEntry.Asked(new DirectoryRequest.SaveSnapshot(ACTOR, 1, 1, BYTES)));
        for (ControlEntry entry : List.of(
                new ControlEntry.NodeJoined(new UUID(1, 1), node, NodeRole.CONTROL, "m#1"),
                new ControlEntry.JobStarted(new UUID(1, 2), new Job("j", NODE, List.of())),
                new ControlEntry.Directed(steps))) state = state.apply(entry).state();
        assertEquals(state, SnapshotCodec.decode(SnapshotCodec.encode(state)));
        state = state.apply(new ControlEntry.DriverDown(DRIVER, Cause.LEFT, "bye"))
                .state();
        assertEquals(1, state.lingering().size());
        assertEquals(state, SnapshotCodec.decode(SnapshotCodec.encode(state)));
    }

    private static ActorSpec other(long id, String name, boolean detached) {
        return new ActorSpec(
                new ActorId(id, id),
                DRIVER,
                DRIVER,
                Optional.empty(),
                "default",
                name,
                "app.Counter",
                CPU,
                Optional.empty(),
                List.of(new ActorSpec.Lane("", 1)),
                new ActorSpec.Policy(0, 0, 1, detached, 0));
    }
}
