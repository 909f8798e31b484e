using System.Text.Json;
using Aspire.Hosting.ApplicationModel;

namespace Chat.DevHost.Publishing;

/// <summary>Parameters that are written in an encoding somewhere: each a resource <c>{parameter}-{encoding}-encoded</c> of its own,
/// after its parameter.</summary>
internal sealed class FormattedParameters
{
    private readonly Dictionary<ParameterResource, Dictionary<string, string>> _names = [];
    private readonly HashSet<string> _taken = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>A name that the manifest has for something else.</summary>
    public void Reserve(string name) => _taken.Add(name);

    /// <summary>What the value is called in the encoding; null if it has none, or is no parameter.</summary>
    public string? NameOf(IValueProvider value, string? format)
    {
        if (string.IsNullOrEmpty(format) || ParameterOf(value) is not { } parameter)
            return null;
        if (!_names.TryGetValue(parameter, out var names))
            _names[parameter] = names = [];
        if (!names.TryGetValue(format, out var name))
            names[format] = name = Free($"{parameter.Name}-{format.ToLowerInvariant()}-encoded");
        return name;
    }

    public void Write(Utf8JsonWriter writer, ParameterResource parameter)
    {
        if (!_names.Remove(parameter, out var names))
            return;
        foreach (var (format, name) in names)
        {
            writer.WriteStartObject(name);
            writer.WriteString("type", "annotated.string");
            writer.WriteString("value", parameter.ValueExpression);
            writer.WriteString("filter", format);
            writer.WriteEndObject();
        }
    }

    /// <summary>Those whose parameter was written before something referred to them.</summary>
    public void WriteRest(Utf8JsonWriter writer)
    {
        foreach (var parameter in _names.Keys.ToArray())
            Write(writer, parameter);
    }

    private static ParameterResource? ParameterOf(IValueProvider value) => value switch
    {
        ParameterResource parameter => parameter,
        ReferenceExpression { Format: "{0}", ValueProviders: [ParameterResource parameter] } => parameter,
        _ => null,
    };

    private string Free(string name)
    {
        var free = name;
        for (var i = 1; !_taken.Add(free); i++)
            free = $"{name}-{i}";
        return free;
    }
}
