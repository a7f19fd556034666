project = "Our documentation"
html_static_path = ["_static"]
html_js_files = [("lifeline/embed.js", {"async": "async"})]
# Room for the diagram beside the sidebar.
html_theme_options = {"page_width": "1040px"}
