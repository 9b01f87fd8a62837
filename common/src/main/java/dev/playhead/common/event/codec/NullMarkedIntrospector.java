package dev.playhead.common.event.codec;

import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import com.fasterxml.jackson.databind.introspect.Annotated;
import com.fasterxml.jackson.databind.introspect.AnnotatedMember;
import com.fasterxml.jackson.databind.introspect.AnnotatedParameter;
import com.fasterxml.jackson.databind.introspect.NopAnnotationIntrospector;
import java.lang.reflect.Constructor;
import org.jspecify.annotations.Nullable;

/**
 * Holds Jackson to {@code @NullMarked}: a record component that is not {@link Nullable} must be there and not be null,
 * so that nothing half-read enters a service. A component added later must be nullable for the same reason.
 */
final class NullMarkedIntrospector extends NopAnnotationIntrospector {
    private static final long serialVersionUID = 1L;

    @Override
    public @Nullable Boolean hasRequiredMarker(AnnotatedMember member) {
        return isRequired(member) ? Boolean.TRUE : null;
    }

    @Override
    public JsonSetter.Value findSetterInfo(Annotated member) {
        return isRequired(member) ? JsonSetter.Value.forValueNulls(Nulls.FAIL, Nulls.FAIL) : JsonSetter.Value.empty();
    }

    private static boolean isRequired(Annotated member) {
        return member instanceof AnnotatedParameter parameter
                && parameter.getOwner().getAnnotated() instanceof Constructor<?> constructor
                && constructor.getDeclaringClass().isRecord()
                && !constructor.getAnnotatedParameterTypes()[parameter.getIndex()].isAnnotationPresent(Nullable.class);
    }
}
