package io.mobula.wire.value;

import io.mobula.api.ActorHandle;
import io.mobula.api.resource.PlacementGroup;
import io.mobula.core.directory.GroupSpec;

/** What the directory knows: handles on actors, placement groups and their bundles. Each travels as its description; copies within a process share it. */
final class DirectoryForms {
    private DirectoryForms() {}

    static final class Actor extends SessionForms.Shared {
        @Override
        void write(Encoder out, Object value) {
            HandleMark mark = out.export((ActorHandle<?>) value);
            out.sink.u8(Tag.ACTOR);
            var specs = new SpecWriter(out);
            specs.actor(mark.spec());
            out.name(mark.lane());
            out.sink.i64(mark.timeoutNanos());
            specs.retry(mark.retry());
        }

        @Override
        Object read(Decoder in, int handle) {
            var specs = new SpecReader(in);
            return in.resolve(new HandleMark(specs.actor(), in.name(), in.source.i64(), specs.retry()));
        }
    }

    static final class Group extends SessionForms.Shared {
        @Override
        void write(Encoder out, Object value) {
            GroupSpec spec = out.export((PlacementGroup) value);
            out.sink.u8(Tag.GROUP);
            new SpecWriter(out).group(spec);
        }

        @Override
        Object read(Decoder in, int handle) {
            return in.resolve(new SpecReader(in).group());
        }
    }

    /** A bundle brings its group with it. */
    static final class Bundle extends SessionForms.Shared {
        @Override
        void write(Encoder out, Object value) {
            var bundle = (PlacementGroup.Bundle) value;
            GroupSpec spec = out.export(bundle.group());
            out.sink.u8(Tag.BUNDLE);
            new SpecWriter(out).group(spec);
            out.sink.count(bundle.index());
        }

        @Override
        Object read(Decoder in, int handle) {
            PlacementGroup group = in.resolve(new SpecReader(in).group());
            return group.bundle(in.source.count());
        }
    }
}
