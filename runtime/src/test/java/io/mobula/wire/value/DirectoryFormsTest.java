package io.mobula.wire.value;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.mobula.api.ActorHandle;
import io.mobula.api.Mobula;
import io.mobula.api.ObjectId;
import io.mobula.api.ObjectRef;
import io.mobula.api.error.ErrorCode;
import io.mobula.api.error.ValueException;
import io.mobula.api.resource.PlacementGroup;
import io.mobula.core.directory.ActorSpec;
import io.mobula.core.directory.GroupSpec;
import io.mobula.core.id.ActorId;
import io.mobula.core.id.BundleId;
import io.mobula.core.id.GroupId;
import io.mobula.core.id.ProcessId;
import io.mobula.core.id.RefKey;
import io.mobula.core.message.Demand;
import io.mobula.core.task.RetryRule;
import java.lang.reflect.Proxy;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Handles and groups as bytes: what the directory knows of them. */
class DirectoryFormsTest {
    private static final ProcessId OWNER = ProcessId.driver(3);
    private static final RefKey KEY = new RefKey(new ObjectId(7, 8), OWNER, 5);
    private static final GroupId GROUP = new GroupId(21, 22);
    private static final Demand ONE_CPU = new Demand(List.of(new Demand.Amount("cpu", Demand.UNIT)));

    private static final ActorSpec SPEC = new ActorSpec(
            new ActorId(1, 2),
            OWNER,
            ProcessId.node(4, 9),
            Optional.of(KEY),
            "default",
            "hits",
            "com.app.Counter",
            ONE_CPU,
            Optional.of(new BundleId(GROUP, 1)),
            List.of(new ActorSpec.Lane("", 1), new ActorSpec.Lane("reads", 4)),
            new ActorSpec.Policy(-1, 2, Integer.MAX_VALUE, false, 1_000));

    private static final HandleMark MARK = new HandleMark(
            SPEC,
            "reads",
            5_000_000_000L,
            new RetryRule(2, List.of("java.io.IOException"), 100, 2.0, 0.2, Long.MAX_VALUE));

    private static final GroupSpec GROUP_SPEC =
            new GroupSpec(GROUP, OWNER, OWNER, "pair", GroupSpec.Strategy.STRICT_SPREAD, List.of(ONE_CPU, Demand.NONE));

    /** Hands out stand-ins, and remembers what it was asked to make. */
    private static final class Port implements RefsPort {
        HandleMark made;
        GroupSpec madeGroup;

        @Override
        public RefKey export(ObjectRef<?> ref) {
            throw new AssertionError("no ref is here");
        }

        @Override
        public ObjectRef<?> resolve(RefKey key) {
            throw new AssertionError("no ref is here");
        }

        @Override
        public HandleMark export(ActorHandle<?> handle) {
            return MARK;
        }

        @Override
        public ActorHandle<?> resolve(HandleMark mark) {
            made = mark;
            return HANDLE;
        }

        @Override
        public GroupSpec export(PlacementGroup group) {
            return GROUP_SPEC;
        }

        @Override
        public PlacementGroup resolve(GroupSpec spec) {
            madeGroup = spec;
            return PAIR;
        }

        @Override
        public Mobula currentSession() {
            throw new AssertionError("no session is here");
        }
    }

    private static <T> T standIn(Class<T> type) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(), new Class<?>[] {type}, (_, method, arguments) -> switch (method.getName()) {
                    case "group" -> PAIR;
                    case "index" -> 1;
                    case "bundle" -> SECOND;
                    default -> throw new UnsupportedOperationException(method.getName());
                }));
    }

    private static final ActorHandle<?> HANDLE = standIn(ActorHandle.class);
    private static final PlacementGroup PAIR = standIn(PlacementGroup.class);
    private static final PlacementGroup.Bundle SECOND = standIn(PlacementGroup.Bundle.class);

    private final ValueCodec codec = new ValueCodec(getClass().getClassLoader());
    private final Port port = new Port();

    @Test
    void aHandleTravelsAsItsDescriptionAndCarriesTheRefThatStandsForIt() {
        Encoded bytes = codec.encode(HANDLE, port);
        assertEquals(List.of(KEY), bytes.refs());
        assertSame(HANDLE, codec.decode(bytes, port));
        assertEquals(MARK, port.made);
    }

    @Test
    void aGroupTravelsAsWhatWasAskedFor() {
        assertSame(PAIR, codec.decode(codec.encode(PAIR, port), port));
        assertEquals(GROUP_SPEC, port.madeGroup);
    }

    @Test
    void aBundleBringsItsGroup() {
        assertSame(SECOND, codec.decode(codec.encode(SECOND, port), port));
        assertEquals(GROUP_SPEC, port.madeGroup);
    }

    @Test
    void theirBytesStayAsTheyAre() {
        assertEquals(
                GOLDEN_GROUP, HexFormat.of().formatHex(codec.encode(PAIR, port).bytes()));
        assertEquals(
                GOLDEN_HANDLE,
                HexFormat.of().formatHex(codec.encode(HANDLE, port).bytes()));
    }

    private static final String GOLDEN_GROUP =
            "012a15000000000000001600000000000000010300000000000000010000000103000000000000"
                    + "000100000004706169720d5354524943545f535052454144020103637075102700000000000000";
    private static final String GOLDEN_HANDLE =
            "012901000000000000000200000000000000010300000000000000010000000004000000000000000900000001"
                    + "070000000000000008000000000000000103000000000000000100000005000000000000000764656661756c74"
                    + "04686974730f636f6d2e6170702e436f756e746572010363707510270000000000000115000000000000001600"
                    + "0000000000000102000105726561647304ffffffff02000000ffffff7f00e80300000000000005726561647300"
                    + "f2052a010000000201136a6176612e696f2e494f457863657074696f6e64000000000000000000000000000040"
                    + "9a9999999999c93fffffffffffffff7f";

    @Test
    void outsideOfACallNobodyWouldHoldTheActor() {
        var failure = assertThrows(ValueException.class, () -> codec.encode(HANDLE, RefsPort.NONE));
        assertEquals(ErrorCode.REF_OUTSIDE_MESSAGE, failure.code());
    }
}
