using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;

namespace Aspire.Hosting.ApplicationModel;

/// <summary>A text with holes that are filled when the application runs.</summary>
public sealed class ReferenceExpression : IValueProvider
{
    private readonly string _format;
    private readonly IValueProvider[] _holes;

    private ReferenceExpression(string format, IValueProvider[] holes)
    {
        _format = format;
        _holes = holes;
    }

    public static ReferenceExpression Create(in ExpressionInterpolatedStringHandler handler) => new(handler.Format, handler.Holes);

    public async ValueTask<string?> GetValueAsync(CancellationToken cancellationToken = default)
    {
        var values = new object?[_holes.Length];
        for (var i = 0; i < values.Length; i++)
            values[i] = await _holes[i].GetValueAsync(cancellationToken);
        return string.Format(CultureInfo.InvariantCulture, _format, values);
    }

    [InterpolatedStringHandler]
    public readonly ref struct ExpressionInterpolatedStringHandler(int literalLength, int formattedCount)
    {
        private readonly StringBuilder _format = new(literalLength);
        private readonly List<IValueProvider> _holes = new(formattedCount);

        internal string Format => _format.ToString();

        internal IValueProvider[] Holes => [.. _holes];

        public void AppendLiteral(string value) =>
            _format.Append(value.Replace("{", "{{", StringComparison.Ordinal).Replace("}", "}}", StringComparison.Ordinal));

        public void AppendFormatted(string? value) => AppendLiteral(value ?? "");

        public void AppendFormatted<T>(T valueProvider)
            where T : IValueProvider
        {
            _format.Append('{').Append(_holes.Count).Append('}');
            _holes.Add(valueProvider);
        }

        public void AppendFormatted<T>(IResourceBuilder<T> valueProvider)
            where T : IResource, IValueProvider => AppendFormatted(valueProvider.Resource);
    }
}
