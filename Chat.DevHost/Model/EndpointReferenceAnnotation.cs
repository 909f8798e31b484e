namespace Aspire.Hosting.ApplicationModel;

/// <summary>Which endpoints of another resource this one is told: one annotation for each other resource.</summary>
internal sealed class EndpointReferenceAnnotation(IResourceWithEndpoints resource) : IResourceAnnotation
{
    private readonly HashSet<string> _names = [];

    public IResourceWithEndpoints Resource { get; } = resource;

    /// <summary>Those that are named, or all.</summary>
    public bool UseAllEndpoints { get; set; }

    public IEnumerable<EndpointReference> Endpoints =>
        from endpoint in Resource.Annotations.OfType<EndpointAnnotation>()
        where UseAllEndpoints || _names.Contains(endpoint.Name)
        select new EndpointReference(Resource, endpoint.Name);

    public void Add(string endpointName) => _names.Add(endpointName);
}
