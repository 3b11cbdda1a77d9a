package io.mobula.core.message;

import io.mobula.core.id.CopyKey;
import io.mobula.core.id.ProcessId;
import io.mobula.core.id.RefKey;
import java.util.List;

/** How a task or an object ended. The same record travels in results, in answers to Resolve, and stands in the owner's table. */
public sealed interface Outcome {
    /** The value itself. {@code inside} are the refs within it, which its owner holds while it lives (REF-5). */
    record Inline(Value value, List<RefKey> inside) implements Outcome {}

    /** The value is in {@code at}'s store. */
    record Stored(CopyKey copy, ProcessId at, long sizeBytes, List<RefKey> inside) implements Outcome {}

    /** What stands in the value's place. */
    record Failed(Failure failure) implements Outcome {}

    default List<RefKey> refsInside() {
        return switch (this) {
            case Inline inline -> inline.inside();
            case Stored stored -> stored.inside();
            case Failed _ -> List.of();
        };
    }
}
