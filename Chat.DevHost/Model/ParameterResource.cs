namespace Aspire.Hosting.ApplicationModel;

/// <summary>A value from outside: <c>Parameters:{name}</c> in the configuration, unless it was given in code.</summary>
public sealed class ParameterResource(string name, Func<string?> value, bool secret) : Resource(name), IValueProvider
{
    public bool Secret { get; } = secret;

    public ValueTask<string?> GetValueAsync(CancellationToken cancellationToken = default) =>
        ValueTask.FromResult<string?>(
            value() ?? throw new DistributedApplicationException($"The parameter '{Name}' has no value: set Parameters:{Name}."));
}
