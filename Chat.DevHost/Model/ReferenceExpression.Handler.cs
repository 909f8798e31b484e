using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;

namespace Aspire.Hosting.ApplicationModel;

public sealed partial class ReferenceExpression
{
    /// <summary>What the compiler makes of an interpolated string.</summary>
    [InterpolatedStringHandler]
    public readonly ref struct ExpressionInterpolatedStringHandler(int literalLength, int formattedCount)
    {
        private readonly StringBuilder _format = new(literalLength);
        private readonly List<Hole> _holes = new(formattedCount);

        public void AppendLiteral(string value) => _format.Append(Escaped(value));

        public void AppendFormatted(string? value, string? format = null)
        {
            if (value is not null)
                _format.Append(Escaped(Encoded(value, format)));
        }

        public void AppendFormatted<T>(T valueProvider, string? format = null)
            where T : IValueProvider, IManifestExpressionProvider
        {
            _format.Append(CultureInfo.InvariantCulture, $"{{{_holes.Count}}}");
            _holes.Add(new Hole(valueProvider, valueProvider.ValueExpression, format));
        }

        public void AppendFormatted<T>(IResourceBuilder<T> valueProvider, string? format = null)
            where T : IResource, IValueProvider, IManifestExpressionProvider => AppendFormatted(valueProvider.Resource, format);

        internal ReferenceExpression GetExpression() => new(_format.ToString(), [.. _holes]);

        /// <summary>Single braces are doubled; those that are doubled already stay.</summary>
        private static string Escaped(string value)
        {
            var escaped = new StringBuilder(value.Length);
            for (var i = 0; i < value.Length; i++)
            {
                escaped.Append(value[i]);
                if (value[i] is not ('{' or '}'))
                    continue;
                escaped.Append(value[i]);
                if (i + 1 < value.Length && value[i + 1] == value[i])
                    i++;
            }

            return escaped.ToString();
        }
    }
}
