using Aspire.Hosting.ApplicationModel;
using Microsoft.Extensions.Configuration;

namespace Aspire.Hosting;

public static class ParameterResourceBuilderExtensions
{
    public static IResourceBuilder<ParameterResource> AddParameter(
        this IDistributedApplicationBuilder builder, string name, bool secret = false) =>
        builder.AddResource(new ParameterResource(name, _ => Configured(builder.Configuration, name) ?? throw Missing(name), secret));

    /// <param name="builder">The composition.</param>
    /// <param name="name">The resource's name.</param>
    /// <param name="value">Its value here.</param>
    /// <param name="publishValueAsDefault">And its default where it is deployed.</param>
    /// <param name="secret">It is shown nowhere.</param>
    /// <exception cref="ArgumentException">It is to be both secret and published.</exception>
    public static IResourceBuilder<ParameterResource> AddParameter(
        this IDistributedApplicationBuilder builder, string name, string value, bool publishValueAsDefault = false, bool secret = false)
    {
        if (publishValueAsDefault && secret)
            throw new ArgumentException($"The parameter '{name}' cannot be secret and published.", nameof(secret));
        return builder.AddResource(new ParameterResource(name, _ => value, secret)
        {
            Default = publishValueAsDefault ? new ConstantParameterDefault(value) : null,
        });
    }

    /// <param name="builder">The composition.</param>
    /// <param name="name">The resource's name.</param>
    /// <param name="value">What it is unless it is configured.</param>
    /// <param name="secret">It is shown nowhere.</param>
    /// <param name="persist">Without effect here: a generated value is another one in the next local run.</param>
    public static IResourceBuilder<ParameterResource> AddParameter(
        this IDistributedApplicationBuilder builder, string name, ParameterDefault value, bool secret = false, bool persist = false)
    {
        _ = persist;
        return builder.AddResource(WithDefault(builder, name, value, secret));
    }

    /// <summary>A generated secret that is no resource of the composition: the manifest has it where something refers to it.</summary>
    public static ParameterResource CreateDefaultPasswordParameter(
        IDistributedApplicationBuilder builder,
        string name,
        bool lower = true,
        bool upper = true,
        bool numeric = true,
        bool special = true,
        int minLower = 0,
        int minUpper = 0,
        int minNumeric = 0,
        int minSpecial = 0) =>
        WithDefault(builder, name, secret: true, value: new GenerateParameterDefault
        {
            // 128 bits of all the characters.
            MinLength = 22,
            Lower = lower,
            Upper = upper,
            Numeric = numeric,
            Special = special,
            MinLower = minLower,
            MinUpper = minUpper,
            MinNumeric = minNumeric,
            MinSpecial = minSpecial,
        });

    private static ParameterResource WithDefault(IDistributedApplicationBuilder builder, string name, ParameterDefault value, bool secret) =>
        new(name, _ => Configured(builder.Configuration, name) ?? value.GetDefaultValue(), secret) { Default = value };

    private static string? Configured(ConfigurationManager configuration, string name) => configuration[$"Parameters:{name}"];

    private static DistributedApplicationException Missing(string name) => new($"The parameter '{name}' has no value: set Parameters:{name}.");
}
