using System.Xml.Linq;
using AmlDr.Azure.Blobs;
using AmlDr.Azure.Pipeline;
using Azure;
using Azure.Core;
using Azure.Core.Pipeline;
using Microsoft.AspNetCore.DataProtection.Repositories;

namespace AmlDr.Azure.Secrets;

/// <summary>Keeps the key ring in a blob container, one blob per key.</summary>
internal sealed class BlobKeyRepository(HttpPipeline pipeline, Uri container) : IXmlRepository
{
    private readonly Uri _container = Addresses.AsHttps(container);

    public IReadOnlyCollection<XElement> GetAllElements()
    {
        var elements = new List<XElement>();
        string? marker = null;
        do
        {
            using HttpMessage list = BlobRequest.Create(pipeline, _container, RequestMethod.Get);
            list.Request.Uri.AppendQuery("restype", "container");
            list.Request.Uri.AppendQuery("comp", "list");
            if (marker is not null)
            {
                list.Request.Uri.AppendQuery("marker", marker, escapeValue: true);
            }

            Response response = Send(list);
            if (response.Status == 404)
            {
                return [];
            }

            BlobPage page = BlobXml.ReadList(Successful(list, response));
            elements.AddRange(page.Items.Select(item => Read(item.Name)));
            marker = page.NextMarker;
        }
        while (marker is not null);
        return elements;
    }

    public void StoreElement(XElement element, string friendlyName)
    {
        NameDecryptorWithoutVersion(element);
        string name = $"{friendlyName}.xml";
        var content = BinaryData.FromString(element.ToString(SaveOptions.DisableFormatting));
        using HttpMessage put = Upload(name, content);
        Response response = Send(put);
        if (response.Status != 404)
        {
            Successful(put, response);
            return;
        }

        // Where the templates made the container, the app's role does not allow to make one.
        using HttpMessage create = BlobRequest.Create(pipeline, _container, RequestMethod.Put);
        create.Request.Uri.AppendQuery("restype", "container");
        Response created = Send(create);
        if (created.Status != 409)
        {
            Successful(create, created);
        }

        using HttpMessage again = Upload(name, content);
        Successful(again, Send(again));
    }

    private HttpMessage Upload(string name, BinaryData content)
    {
        HttpMessage put = BlobRequest.Create(pipeline, _container, RequestMethod.Put, name);
        put.Request.Headers.SetValue("x-ms-blob-type", "BlockBlob");
        put.Request.Headers.SetValue("Content-Type", "application/xml");
        put.Request.Content = RequestContent.Create(content);
        return put;
    }

    // The framework writes the assembly's version too, and an older version of the app could not open the key of a newer one.
    private static void NameDecryptorWithoutVersion(XElement element)
    {
        Type decryptor = typeof(KeyVaultXmlDecryptor);
        foreach (XAttribute attribute in element.DescendantsAndSelf().Attributes("decryptorType"))
        {
            if (attribute.Value == decryptor.AssemblyQualifiedName)
            {
                attribute.Value = $"{decryptor.FullName}, {decryptor.Assembly.GetName().Name}";
            }
        }
    }

    private XElement Read(string name)
    {
        using HttpMessage get = BlobRequest.Create(pipeline, _container, RequestMethod.Get, name);
        return XElement.Parse(Successful(get, Send(get)).Content.ToString());
    }

    private Response Send(HttpMessage message) => SynchronousCalls.Send(pipeline, message, Describe(message));

    private static Response Successful(HttpMessage message, Response response) =>
        response.Status is >= 200 and < 300 ? response : throw FailureMapper.FromResponse(Describe(message), message.Request, response);

    private static string Describe(HttpMessage message) => $"{message.Request.Method} {message.Request.Uri.Host}{message.Request.Uri.Path}";
}
