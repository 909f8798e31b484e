using System.Globalization;

namespace Aspire.Hosting.ApplicationModel;

/// <summary>
/// A text with holes that are filled when the application runs, and have names in the manifest. Or, conditional, one of two such
/// texts, by another value.
/// </summary>
public sealed partial class ReferenceExpression : IManifestExpressionProvider, IValueProvider, IValueWithReferences
{
    public static readonly ReferenceExpression Empty = new("", []);

    private readonly Condition? _condition;
    private readonly Hole[] _holes;

    private ReferenceExpression(string format, Hole[] holes)
    {
        Format = format;
        _holes = holes;
    }

    private ReferenceExpression(Condition condition)
        : this("", [])
    {
        _condition = condition;
    }

    /// <summary>As <see cref="string.Format(string, object?[])"/> takes it.</summary>
    public string Format { get; }

    public IReadOnlyList<IValueProvider> ValueProviders => _condition is null
        ? [.. _holes.Select(hole => hole.Value)]
        : [.. _condition.WhenTrue.ValueProviders, .. _condition.WhenFalse.ValueProviders];

    /// <summary>The holes' names in the manifest; none of a conditional one.</summary>
    public IReadOnlyList<string> ManifestExpressions => [.. _holes.Select(hole => hole.Expression)];

    /// <summary>How the holes' values are encoded: <c>uri</c>, or null.</summary>
    public IReadOnlyList<string?> StringFormats => [.. _holes.Select(hole => hole.Format)];

    public bool IsConditional => _condition is not null;

    public ReferenceExpression? WhenTrue => _condition?.WhenTrue;

    public ReferenceExpression? WhenFalse => _condition?.WhenFalse;

    public string ValueExpression => _condition is null
        ? string.Format(CultureInfo.InvariantCulture, Format, [.. _holes.Select(hole => hole.Expression)])
        : $"{{{_condition.Name}.connectionString}}";

    IEnumerable<object> IValueWithReferences.References => _condition is null
        ? ValueProviders
        : [_condition.Value, .. ((IValueWithReferences)_condition.WhenTrue).References, .. ((IValueWithReferences)_condition.WhenFalse).References];

    /// <summary>What a conditional one is called in the manifest.</summary>
    internal string? Name => _condition?.Name;

    public static ReferenceExpression Create(in ExpressionInterpolatedStringHandler handler) => handler.GetExpression();

    /// <summary>The one if the condition's value is <paramref name="matchValue"/>, whatever its case, otherwise the other.</summary>
    public static ReferenceExpression CreateConditional(
        IValueProvider condition, string matchValue, ReferenceExpression whenTrue, ReferenceExpression whenFalse) =>
        new(new Condition(condition, matchValue, whenTrue, whenFalse));

    public async ValueTask<string?> GetValueAsync(CancellationToken cancellationToken = default)
    {
        if (_condition is not null)
            return await (await _condition.BranchAsync(cancellationToken)).GetValueAsync(cancellationToken);

        var values = new object?[_holes.Length];
        for (var i = 0; i < values.Length; i++)
        {
            var value = await _holes[i].Value.GetValueAsync(cancellationToken);
            values[i] = value is null ? null : Encoded(value, _holes[i].Format);
        }

        return string.Format(CultureInfo.InvariantCulture, Format, values);
    }

    private static string Encoded(string value, string? format) => format switch
    {
        null => value,
        _ when format.Equals("uri", StringComparison.OrdinalIgnoreCase) => Uri.EscapeDataString(value),
        _ => throw new FormatException($"A value cannot be written as '{format}': only as 'uri'."),
    };

    private sealed record Hole(IValueProvider Value, string Expression, string? Format);
}
