using System.IO.Hashing;
using System.Text;

namespace Aspire.Hosting.ApplicationModel;

public sealed partial class ReferenceExpression
{
    private sealed class Condition
    {
        private readonly string _match;

        public Condition(IValueProvider value, string match, ReferenceExpression whenTrue, ReferenceExpression whenFalse)
        {
            Value = value;
            _match = match;
            WhenTrue = whenTrue;
            WhenFalse = whenFalse;

            var expression = (value as IManifestExpressionProvider)?.ValueExpression;
            Name = $"cond-{Words(expression ?? "expr")}-{Hash(expression ?? value.GetType().Name)}";
        }

        public IValueProvider Value { get; }

        public ReferenceExpression WhenTrue { get; }

        public ReferenceExpression WhenFalse { get; }

        /// <summary>The condition in words, and a hash of all there is to it.</summary>
        public string Name { get; }

        public async ValueTask<ReferenceExpression> BranchAsync(CancellationToken cancellationToken) =>
            string.Equals(await Value.GetValueAsync(cancellationToken), _match, StringComparison.OrdinalIgnoreCase) ? WhenTrue : WhenFalse;

        /// <summary>Lower-case letters and digits, with a dash for whatever lies between.</summary>
        private static string Words(string expression)
        {
            var words = new string([.. expression.Select(letter => char.IsLetterOrDigit(letter) ? char.ToLowerInvariant(letter) : '-')])
                .Split('-', StringSplitOptions.RemoveEmptyEntries);
            return words.Length > 0 ? string.Join('-', words) : "expr";
        }

        private string Hash(string condition)
        {
            var all = Encoding.UTF8.GetBytes(condition + WhenTrue.ValueExpression + WhenFalse.ValueExpression + _match);
            return Convert.ToHexStringLower(XxHash32.Hash(all));
        }
    }
}
