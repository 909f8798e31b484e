using System.Globalization;
using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;

namespace Chat.DevHost.Publishing;

/// <summary>
/// How the manifest says values, and what it must hold because of them: resources that the composition does not have, parameters
/// in an encoding, conditions.
/// </summary>
internal sealed class ReferencedValues
{
    private readonly Dictionary<string, IResource> _resources = [];
    private readonly Dictionary<string, ReferenceExpression> _conditions = [];
    private readonly HashSet<object> _path = [];

    public FormattedParameters Formatted { get; } = new();

    public IEnumerable<IResource> Resources => _resources.Values;

    public IReadOnlyDictionary<string, ReferenceExpression> Conditions => _conditions;

    /// <summary>With what it takes to have parameters encoded.</summary>
    /// <exception cref="DistributedApplicationException">The value has no name in a manifest.</exception>
    public string TextOf(object value) => value is ReferenceExpression expression ? TextOf(expression) : NameOf(value);

    /// <summary>As the value itself says it.</summary>
    /// <exception cref="DistributedApplicationException">It has no name in a manifest.</exception>
    public static string NameOf(object value) => value switch
    {
        string text => text,
        IManifestExpressionProvider provider => provider.ValueExpression,
        IValueProvider => throw new DistributedApplicationException(
            $"A {value.GetType().Name} has a value when the application runs, and no name in a manifest."),
        bool flag => flag ? "true" : "false",
        _ => Convert.ToString(value, CultureInfo.InvariantCulture) ?? "",
    };

    public void Add(object? value)
    {
        if (value is ReferenceExpression expression)
            Register(expression);

        if (value is IResource resource)
        {
            if (_resources.TryAdd(resource.Name, resource))
                Formatted.Reserve(resource.Name);
        }
        else if (value is IValueWithReferences composite && _path.Add(value))
        {
            foreach (var part in composite.References)
                Add(part);
            _path.Remove(value);
        }
    }

    private string TextOf(ReferenceExpression expression)
    {
        if (expression.IsConditional)
            return expression.ValueExpression;
        var parts = new object[expression.ManifestExpressions.Count];
        for (var i = 0; i < parts.Length; i++)
        {
            parts[i] = Formatted.NameOf(expression.ValueProviders[i], expression.StringFormats[i]) is { } name
                ? $"{{{name}.value}}"
                : expression.ManifestExpressions[i];
        }

        return string.Format(CultureInfo.InvariantCulture, expression.Format, parts);
    }

    private void Register(ReferenceExpression expression)
    {
        if (expression.Name is { } name)
        {
            _conditions.TryAdd(name, expression);
            Formatted.Reserve(name);
            Register(expression.WhenTrue!);
            Register(expression.WhenFalse!);
            return;
        }

        foreach (var (value, format) in expression.ValueProviders.Zip(expression.StringFormats))
            Formatted.NameOf(value, format);
    }
}
