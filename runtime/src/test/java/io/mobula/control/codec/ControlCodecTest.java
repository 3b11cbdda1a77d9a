package io.mobula.control.codec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.google.protobuf.InvalidProtocolBufferException;
import io.mobula.core.control.ControlEntry;
import io.mobula.core.control.ControlEvent.Cause;
import io.mobula.core.control.ControlState;
import io.mobula.core.control.Draining;
import io.mobula.core.control.EntryAnswer;
import io.mobula.core.control.Job;
import io.mobula.core.control.NodeDescription;
import io.mobula.core.control.NodeRole;
import io.mobula.core.directory.DirectoryReply;
import io.mobula.core.id.ProcessId;
import io.mobula.core.message.Demand;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Logs are read by later versions: these bytes are for ever. */
class ControlCodecTest {
    private static final UUID ID = new UUID(1, 2);
    private static final ProcessId NODE = ProcessId.node(2, 3);
    private static final ProcessId DRIVER = ProcessId.driver(7);

    private static final LinkedHashMap<ControlEntry, String> GOLDEN = new LinkedHashMap<>();

    static {
        var capacity = new Demand(List.of(new Demand.Amount("cpu", 20_000)));
        var node = new NodeDescription("a", "h", "h:1", "/s", capacity, 9);
        GOLDEN.put(new ControlEntry.ClusterCreated(ID), "0a140a12090100000000000000110200000000000000");
        GOLDEN.put(
                new ControlEntry.NodeJoined(ID, node, NodeRole.CONTROL, "m#1"),
                "12390a12090100000000000000110200000000000000121c0a01611201681a03683a3122022f732a090a0363707510a09c013009180122036d2331");
        GOLDEN.put(new ControlEntry.NodeDown(NODE, Cause.UNREACHABLE, "x"), "1a0b0a041002200310011a0178");
        GOLDEN.put(
                new ControlEntry.JobStarted(ID, new Job("j", NODE, List.of(new Job.CodePart("c", "ff", 5)))),
                "222a0a1209010000000000000011020000000000000012140a016a1204100220031a090a0163120266661805");
        GOLDEN.put(new ControlEntry.DriverDown(DRIVER, Cause.SESSION_LOST, ""), "2a0a0a06080110072001" + "1004");
        GOLDEN.put(new ControlEntry.Settled(4, 6), "320408041006");
        GOLDEN.put(
                new ControlEntry.JobStarted(
                        new UUID(1, 3), new Job("j", NODE, List.of(new Job.CodePart("c", "ff", 5)), 2_000)),
                "222e0a1209010000000000000011030000000000000012180a016a1204100220031a090a0163120266661805c002d00f");
        GOLDEN.put(
                new ControlEntry.NodeDraining(new Draining(ProcessId.node(1, 1), Draining.Aim.RESTART, 60_000)),
                "f2010ff2010410012001f801028002e0d403");
        GOLDEN.put(new ControlEntry.NodeUndrained(NODE), "fa010410022003");
    }

    @Test
    void entriesKeepTheirBytes() throws Exception {
        for (var golden : GOLDEN.entrySet()) {
            byte[] bytes = EntryCodec.encode(golden.getKey());
            assertEquals(
                    golden.getValue(),
                    HexFormat.of().formatHex(bytes),
                    golden.getKey().toString());
            assertEquals(golden.getKey(), EntryCodec.decodeEntry(bytes));
        }
    }

    @Test
    void answersComeBack() throws Exception {
        var answer = new EntryAnswer(
                Optional.of(NODE), List.of(new DirectoryReply.Done(), new DirectoryReply.Refused("why")));
        assertEquals(answer, EntryCodec.decodeAnswer(EntryCodec.encodeAnswer(answer)));
        assertEquals(EntryAnswer.NONE, EntryCodec.decodeAnswer(EntryCodec.encodeAnswer(EntryAnswer.NONE)));
    }

    @Test
    void aSnapshotIsTheState() {
        ControlState state = ControlState.EMPTY;
        for (ControlEntry entry : GOLDEN.keySet()) state = state.apply(entry).state();
        assertFalse(state.announced().view().draining().isEmpty());
        assertEquals(state, SnapshotCodec.decode(SnapshotCodec.encode(state)));
        state = state.apply(new ControlEntry.NodeDown(ProcessId.node(1, 1), Cause.LEFT, "bye"))
                .state();
        assertEquals(state, SnapshotCodec.decode(SnapshotCodec.encode(state)));
    }

    @Test
    void anEntryOfALaterVersionIsRefused() {
        byte[] unknown = {(byte) 0xc2, 0x3e, 0x00}; // field 1000
        assertThrows(InvalidProtocolBufferException.class, () -> EntryCodec.decodeEntry(unknown));
    }
}
